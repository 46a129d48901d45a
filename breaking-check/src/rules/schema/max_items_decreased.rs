//! A list must be shorter than before.
//!
//! # Why it breaks
//! Whoever sends what the base allowed is refused.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: string }
//! maxItems: 4
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: string }
//! maxItems: 2
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
pub(crate) struct MaxItemsDecreased;

impl Rule for MaxItemsDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("max-items-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.max_items.unwrap_or(u64::MAX),
            pair.revision.max_items.unwrap_or(u64::MAX),
        );
        if pair.both_take(Type::Array) && revision < base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed("maxItems", pair.base.max_items, pair.revision.max_items),
                )
                .at(pair.spans("maxItems"))
                .lost(Probe::Items(revision.saturating_add(1))),
            );
        }
    }
}
