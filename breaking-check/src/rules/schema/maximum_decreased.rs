//! The largest allowed number is smaller than before.
//!
//! # Why it breaks
//! Whoever sends a number between the old and the new bound is refused.
//! # Example
//! ```yaml,base
//! type: integer
//! maximum: 20
//! ```
//! ```yaml,revision
//! type: integer
//! maximum: 10
//! ```
//! # Not reported when
//! The bound is the same number, written with the `exclusive` keyword.
//! # Evolve instead
//! Keep taking the old range, and answer a number that is too much for you as an error of its own.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{End, SchemaPair, bounds_changed, excludes_more, numbers_near};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MaximumDecreased;

impl Rule for MaximumDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("maximum-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Integer)
            && excludes_more(
                pair.revision.upper.as_ref(),
                pair.base.upper.as_ref(),
                End::Upper,
            )
        {
            let near = numbers_near(&[pair.revision.upper.as_ref(), pair.base.upper.as_ref()]);
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    bounds_changed(
                        End::Upper,
                        pair.base.upper.as_ref(),
                        pair.revision.upper.as_ref(),
                    ),
                )
                .at(pair.bound_spans(End::Upper))
                .lost(Probe::Values(near)),
            );
        }
    }
}
