//! More items of a list may be of a kind than before.
//!
//! # Why it breaks
//! Readers that count on few of them meet more.
//! # Example
//! ```yaml,base,response
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! maxContains: 1
//! ```
//! ```yaml,revision,response
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! maxContains: 3
//! ```
//! # Not reported when
//! `contains` itself came or went: see `contains-added` and `contains-removed`. Alone, the count says nothing.
//! # Evolve instead
//! Keep the number.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MaxContainsIncreased;

impl Rule for MaxContainsIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("max-contains-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let contained = pair.base.min_contains.is_some() && pair.revision.min_contains.is_some();
        let (base, revision) = (pair.base.max_contains, pair.revision.max_contains);
        if contained && revision.unwrap_or(u64::MAX) > base.unwrap_or(u64::MAX) {
            changes.push(
                Difference::schema(Effect::Wider, count_changed("maxContains", base, revision))
                    .at((
                        pair.base.span_of_any(&["maxContains", "contains"]),
                        pair.revision.span_of_any(&["maxContains", "contains"]),
                    ))
                    .gained(Probe::Anything)
                    .unless_equal(),
            );
        }
    }
}
