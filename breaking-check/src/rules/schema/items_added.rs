//! The items of a list must obey a schema.
//!
//! # Why it breaks
//! Whoever sends other items is refused.
//! # Example
//! ```yaml,base
//! type: array
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: string }
//! ```
//! # Not reported when
//! No items were allowed there before: see `items-opened`.
//! # Evolve instead
//! Go on taking other items.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct ItemsAdded;

impl Rule for ItemsAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("items-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if pair.both_take(Type::Array)
            && base.items.is_empty()
            && !base.items_closed
            && !revision.items.is_empty()
        {
            changes.push(
                Difference::schema(Effect::Narrower, "takes only items that obey a schema")
                    .at((
                        base.span(),
                        revision.span_of_any(&["items", "unevaluatedItems"]),
                    ))
                    .lost(Probe::Anything)
                    .changing_types()
                    .unless_equal(),
            );
        }
    }
}
