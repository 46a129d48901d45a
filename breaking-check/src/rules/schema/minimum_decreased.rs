//! The smallest allowed number is smaller than before.
//!
//! # Why it breaks
//! Readers may meet numbers beyond the bound they were promised.
//! # Example
//! ```yaml,base,response
//! type: integer
//! minimum: 20
//! ```
//! ```yaml,revision,response
//! type: integer
//! minimum: 10
//! ```
//! # Not reported when
//! The bound is the same number, written with the `exclusive` keyword.
//! # Evolve instead
//! Keep the bound.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{End, SchemaPair, bounds_changed, excludes_more, numbers_near};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MinimumDecreased;

impl Rule for MinimumDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("minimum-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Integer)
            && excludes_more(
                pair.base.lower.as_ref(),
                pair.revision.lower.as_ref(),
                End::Lower,
            )
        {
            let near = numbers_near(&[pair.base.lower.as_ref(), pair.revision.lower.as_ref()]);
            changes.push(
                Difference::schema(
                    Effect::Wider,
                    bounds_changed(
                        End::Lower,
                        pair.base.lower.as_ref(),
                        pair.revision.lower.as_ref(),
                    ),
                )
                .at(pair.bound_spans(End::Lower))
                .gained(Probe::Values(near)),
            );
        }
    }
}
