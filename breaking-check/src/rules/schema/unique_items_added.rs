//! A list may no longer hold the same item twice.
//!
//! # Why it breaks
//! Whoever sends duplicates is refused.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: string }
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: string }
//! uniqueItems: true
//! ```
//! # Not reported when
//! Lists hold at most one item.
//! # Evolve instead
//! Take duplicates and drop them.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct UniqueItemsAdded;

impl Rule for UniqueItemsAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("unique-items-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if !pair.base.unique_items && pair.revision.unique_items {
            changes.push(
                Difference::schema(Effect::Narrower, "may no longer hold an item twice")
                    .at(pair.spans("uniqueItems"))
                    .lost(Probe::Repeated),
            );
        }
    }
}
