//! A list may hold the same item twice.
//!
//! # Why it breaks
//! Readers that use items as keys meet duplicates.
//! # Example
//! ```yaml,base,response
//! type: array
//! items: { type: string }
//! uniqueItems: true
//! ```
//! ```yaml,revision,response
//! type: array
//! items: { type: string }
//! ```
//! # Not reported when
//! Lists hold at most one item.
//! # Evolve instead
//! Go on sending each item once.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct UniqueItemsRemoved;

impl Rule for UniqueItemsRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("unique-items-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.base.unique_items && !pair.revision.unique_items {
            changes.push(
                Difference::schema(Effect::Wider, "may now hold an item twice")
                    .at(pair.spans("uniqueItems"))
                    .gained(Probe::Repeated),
            );
        }
    }
}
