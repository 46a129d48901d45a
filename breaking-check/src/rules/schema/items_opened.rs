//! A list may hold items past those that `prefixItems` describes.
//!
//! # Why it breaks
//! Readers of a list of known length meet more items.
//! # Example
//! ```yaml,base,response
//! type: array
//! prefixItems: [{ type: string }, { type: integer }]
//! items: false
//! ```
//! ```yaml,revision,response
//! type: array
//! prefixItems: [{ type: string }, { type: integer }]
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Put new items under a property of their own.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct ItemsOpened;

impl Rule for ItemsOpened {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("items-opened")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Array) && pair.base.items_closed && !pair.revision.items_closed {
            let described = pair.base.prefix_items.len() as u64;
            changes.push(
                Difference::schema(Effect::Wider, "may hold further items")
                    .at((
                        pair.base.span_of_any(&["items", "unevaluatedItems"]),
                        pair.revision.span(),
                    ))
                    .gained(Probe::Items(described + 1))
                    .changing_types()
                    .unless_equal(),
            );
        }
    }
}
