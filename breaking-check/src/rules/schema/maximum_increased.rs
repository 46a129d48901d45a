//! The largest allowed number is larger than before.
//!
//! # Why it breaks
//! Readers may meet numbers beyond the bound they were promised.
//! # Example
//! ```yaml,base,response
//! type: integer
//! maximum: 10
//! ```
//! ```yaml,revision,response
//! type: integer
//! maximum: 20
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
pub(crate) struct MaximumIncreased;

impl Rule for MaximumIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("maximum-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Integer)
            && excludes_more(
                pair.base.upper.as_ref(),
                pair.revision.upper.as_ref(),
                End::Upper,
            )
        {
            let near = numbers_near(&[pair.base.upper.as_ref(), pair.revision.upper.as_ref()]);
            changes.push(
                Difference::schema(
                    Effect::Wider,
                    bounds_changed(
                        End::Upper,
                        pair.base.upper.as_ref(),
                        pair.revision.upper.as_ref(),
                    ),
                )
                .at(pair.bound_spans(End::Upper))
                .gained(Probe::Values(near)),
            );
        }
    }
}
