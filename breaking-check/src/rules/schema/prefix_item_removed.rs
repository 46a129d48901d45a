//! An item at a certain place of a list no longer has a schema of its own.
//!
//! # Why it breaks
//! Readers meet items at that place that the base excluded.
//! # Example
//! ```yaml,base,response
//! type: array
//! prefixItems: [{ type: string }, { type: integer }]
//! ```
//! ```yaml,revision,response
//! type: array
//! prefixItems: [{ type: string }]
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Keep the schema.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PrefixItemRemoved;

impl Rule for PrefixItemRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("prefix-item-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (own, other) = (pair.base, pair.revision);
        if !pair.both_take(Type::Array) {
            return;
        }
        for at in other.prefix_items.len()..own.prefix_items.len() {
            // Without it, the item is one of the rest: whatever those may be.
            let describes = !other.items_closed;
            let opens = other.items_closed || !other.items.is_empty();
            let place = own.prefix_items[at].first();
            let span = place.map(|id| pair.sides.base.schema(*id).span);
            changes.push(
                Difference::schema(
                    Effect::of(opens, describes),
                    format!("has no schema of its own any more for item {at}"),
                )
                .at((span, other.span()))
                .lost(Probe::Anything)
                .gained(Probe::Anything)
                .changing_types()
                .unless_equal(),
            );
        }
    }
}
