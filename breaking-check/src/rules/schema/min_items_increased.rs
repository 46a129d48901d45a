//! A list must be longer than before.
//!
//! # Why it breaks
//! Whoever sends what the base allowed is refused.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: string }
//! minItems: 2
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: string }
//! minItems: 4
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
pub(crate) struct MinItemsIncreased;

impl Rule for MinItemsIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("min-items-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.min_items.unwrap_or(0),
            pair.revision.min_items.unwrap_or(0),
        );
        if pair.both_take(Type::Array) && revision > base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed("minItems", pair.base.min_items, pair.revision.min_items),
                )
                .at(pair.spans("minItems"))
                .lost(Probe::Items(revision.saturating_sub(1))),
            );
        }
    }
}
