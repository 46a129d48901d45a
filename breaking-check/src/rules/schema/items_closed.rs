//! A list takes no items past those that `prefixItems` describes.
//!
//! # Why it breaks
//! Whoever sends further items is refused.
//! # Example
//! ```yaml,base
//! type: array
//! prefixItems: [{ type: string }, { type: integer }]
//! ```
//! ```yaml,revision
//! type: array
//! prefixItems: [{ type: string }, { type: integer }]
//! items: false
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking further items, and ignore them.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct ItemsClosed;

impl Rule for ItemsClosed {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("items-closed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Array) && !pair.base.items_closed && pair.revision.items_closed {
            let described = pair.revision.prefix_items.len() as u64;
            changes.push(
                Difference::schema(Effect::Narrower, "takes no further items")
                    .at((
                        pair.base.span(),
                        pair.revision.span_of_any(&["items", "unevaluatedItems"]),
                    ))
                    .lost(Probe::Items(described + 1))
                    .changing_types()
                    .unless_equal(),
            );
        }
    }
}
