//! An item at a certain place of a list must obey a schema of its own.
//!
//! # Why it breaks
//! Whoever sends another item there is refused.
//! # Example
//! ```yaml,base
//! type: array
//! prefixItems: [{ type: string }]
//! ```
//! ```yaml,revision
//! type: array
//! prefixItems: [{ type: string }, { type: integer }]
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking other items there.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PrefixItemAdded;

impl Rule for PrefixItemAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("prefix-item-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (own, other) = (pair.revision, pair.base);
        if !pair.both_take(Type::Array) {
            return;
        }
        for at in other.prefix_items.len()..own.prefix_items.len() {
            // Without it, the item is one of the rest: whatever those may be.
            let describes = !other.items_closed;
            let opens = other.items_closed || !other.items.is_empty();
            let place = own.prefix_items[at].first();
            let span = place.map(|id| pair.sides.revision.schema(*id).span);
            changes.push(
                Difference::schema(
                    Effect::of(describes, opens),
                    format!("has a schema of its own for item {at}"),
                )
                .at((other.span(), span))
                .lost(Probe::Anything)
                .gained(Probe::Anything)
                .changing_types()
                .unless_equal(),
            );
        }
    }
}
