//! A parameter may no longer be sent without a value.
//!
//! # Why it breaks
//! Callers that send `?flag=` are refused.
//! # Example
//! ```yaml,base
//! parameters: [{ name: flag, in: query, allowEmptyValue: true, schema: { type: boolean } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: flag, in: query, schema: { type: boolean } }]
//! ```
//! # Not reported when
//! Its schema takes the empty text.
//! # Evolve instead
//! Go on taking the empty value.

use crate::direction::Effect;
use crate::pairing::ParameterPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::Circumstance;

#[derive(Debug)]
pub(crate) struct EmptyValueRemoved;

impl Rule for EmptyValueRemoved {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("empty-value-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, allowEmptyValue");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.allow_empty_value
            && !revision.allow_empty_value
        {
            let plan = pair.request_with().when(Circumstance::Empty);
            changes.push(
                Difference::message(
                    Effect::Narrower,
                    "may no longer be sent without a value",
                    plan,
                )
                .at(pair.spans("allowEmptyValue")),
            );
        }
    }
}
