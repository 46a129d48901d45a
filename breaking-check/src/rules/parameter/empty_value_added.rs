//! A parameter may now be sent without a value.
//!
//! # Why it breaks
//! Where the API is the one that sends, as in a webhook, its user does not know what to make of it. Callers of the API
//! need not use it.
//! # Example
//! ```yaml,base,harmless
//! parameters: [{ name: flag, in: query, schema: { type: boolean } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: flag, in: query, allowEmptyValue: true, schema: { type: boolean } }]
//! ```
//! # Not reported when
//! Its schema takes the empty text.
//! # Evolve instead
//! Go on sending a value.

use crate::direction::Effect;
use crate::pairing::ParameterPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::Circumstance;

#[derive(Debug)]
pub(crate) struct EmptyValueAdded;

impl Rule for EmptyValueAdded {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("empty-value-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, allowEmptyValue");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.allow_empty_value
            && revision.allow_empty_value
        {
            let plan = pair.request_with().when(Circumstance::Empty);
            changes.push(
                Difference::message(Effect::Wider, "may now be sent without a value", plan)
                    .at(pair.spans("allowEmptyValue")),
            );
        }
    }
}
