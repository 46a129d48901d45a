//! The items of a list need no longer obey a schema.
//!
//! # Why it breaks
//! Readers meet items that the base excluded.
//! # Example
//! ```yaml,base,response
//! type: array
//! items: { type: string }
//! ```
//! ```yaml,revision,response
//! type: array
//! ```
//! # Not reported when
//! No items are allowed there any more: see `items-closed`.
//! # Evolve instead
//! Keep the schema.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct ItemsRemoved;

impl Rule for ItemsRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("items-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if pair.both_take(Type::Array)
            && revision.items.is_empty()
            && !revision.items_closed
            && !base.items.is_empty()
        {
            changes.push(
                Difference::schema(Effect::Wider, "may hold items of any kind")
                    .at((
                        base.span_of_any(&["items", "unevaluatedItems"]),
                        revision.span(),
                    ))
                    .gained(Probe::Anything)
                    .changing_types()
                    .unless_equal(),
            );
        }
    }
}
