//! More items of a list must be of a kind than before.
//!
//! # Why it breaks
//! Whoever sends a list with fewer of them is refused.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! minContains: 1
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! minContains: 2
//! ```
//! # Not reported when
//! `contains` itself came or went: see `contains-added` and `contains-removed`. Alone, the count says nothing.
//! # Evolve instead
//! Keep taking lists with fewer of them.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MinContainsIncreased;

impl Rule for MinContainsIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("min-contains-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.4.5");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let contained = pair.base.min_contains.is_some() && pair.revision.min_contains.is_some();
        let (base, revision) = (pair.base.min_contains, pair.revision.min_contains);
        if contained && revision > base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed("minContains", base, revision),
                )
                .at((
                    pair.base.span_of_any(&["minContains", "contains"]),
                    pair.revision.span_of_any(&["minContains", "contains"]),
                ))
                .lost(Probe::Anything)
                .unless_equal(),
            );
        }
    }
}
