//! Fewer items of a list may be of a kind than before.
//!
//! # Why it breaks
//! Whoever sends a list with more of them is refused.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! maxContains: 3
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! maxContains: 1
//! ```
//! # Not reported when
//! `contains` itself came or went: see `contains-added` and `contains-removed`. Alone, the count says nothing.
//! # Evolve instead
//! Keep taking lists with more of them.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MaxContainsDecreased;

impl Rule for MaxContainsDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("max-contains-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let contained = pair.base.min_contains.is_some() && pair.revision.min_contains.is_some();
        let (base, revision) = (pair.base.max_contains, pair.revision.max_contains);
        if contained && revision.unwrap_or(u64::MAX) < base.unwrap_or(u64::MAX) {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed("maxContains", base, revision),
                )
                .at((
                    pair.base.span_of_any(&["maxContains", "contains"]),
                    pair.revision.span_of_any(&["maxContains", "contains"]),
                ))
                .lost(Probe::Anything)
                .unless_equal(),
            );
        }
    }
}
