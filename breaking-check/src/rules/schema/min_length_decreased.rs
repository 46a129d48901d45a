//! A text may be shorter than before.
//!
//! # Why it breaks
//! Readers count on what the base promised and meet less.
//! # Example
//! ```yaml,base,response
//! type: string
//! minLength: 4
//! ```
//! ```yaml,revision,response
//! type: string
//! minLength: 2
//! ```
//! # Not reported when
//! An `enum` or another bound allows no value in between: then nobody is hurt, and it is information.
//! # Evolve instead
//! Keep the bound.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MinLengthDecreased;

impl Rule for MinLengthDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("min-length-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.3.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.min_length.unwrap_or(0),
            pair.revision.min_length.unwrap_or(0),
        );
        if pair.both_take(Type::String) && revision < base {
            changes.push(
                Difference::schema(
                    Effect::Wider,
                    count_changed("minLength", pair.base.min_length, pair.revision.min_length),
                )
                .at(pair.spans("minLength"))
                .gained(Probe::Text(revision)),
            );
        }
    }
}
