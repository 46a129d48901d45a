//! A text must be longer than before.
//!
//! # Why it breaks
//! Whoever sends what the base allowed is refused.
//! # Example
//! ```yaml,base
//! type: string
//! minLength: 2
//! ```
//! ```yaml,revision
//! type: string
//! minLength: 4
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
pub(crate) struct MinLengthIncreased;

impl Rule for MinLengthIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("min-length-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.3.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.min_length.unwrap_or(0),
            pair.revision.min_length.unwrap_or(0),
        );
        if pair.both_take(Type::String) && revision > base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed("minLength", pair.base.min_length, pair.revision.min_length),
                )
                .at(pair.spans("minLength"))
                .lost(Probe::Text(revision.saturating_sub(1))),
            );
        }
    }
}
