//! A text must be shorter than before.
//!
//! # Why it breaks
//! Whoever sends what the base allowed is refused.
//! # Example
//! ```yaml,base
//! type: string
//! maxLength: 4
//! ```
//! ```yaml,revision
//! type: string
//! maxLength: 2
//! ```
//! # Not reported when
//! An `enum` or another bound allows no value in between: then nobody is hurt, and it is information.
//! # Evolve instead
//! Keep the bound for old senders.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MaxLengthDecreased;

impl Rule for MaxLengthDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("max-length-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.3.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.max_length.unwrap_or(u64::MAX),
            pair.revision.max_length.unwrap_or(u64::MAX),
        );
        if pair.both_take(Type::String) && revision < base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed("maxLength", pair.base.max_length, pair.revision.max_length),
                )
                .at(pair.spans("maxLength"))
                .lost(Probe::Text(revision.saturating_add(1))),
            );
        }
    }
}
