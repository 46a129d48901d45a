//! The smallest allowed number is larger than before.
//!
//! # Why it breaks
//! Whoever sends a number between the old and the new bound is refused.
//! # Example
//! ```yaml,base
//! type: integer
//! minimum: 10
//! ```
//! ```yaml,revision
//! type: integer
//! minimum: 20
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
pub(crate) struct MinimumIncreased;

impl Rule for MinimumIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("minimum-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Integer)
            && excludes_more(
                pair.revision.lower.as_ref(),
                pair.base.lower.as_ref(),
                End::Lower,
            )
        {
            let near = numbers_near(&[pair.revision.lower.as_ref(), pair.base.lower.as_ref()]);
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    bounds_changed(
                        End::Lower,
                        pair.base.lower.as_ref(),
                        pair.revision.lower.as_ref(),
                    ),
                )
                .at(pair.bound_spans(End::Lower))
                .lost(Probe::Values(near)),
            );
        }
    }
}
