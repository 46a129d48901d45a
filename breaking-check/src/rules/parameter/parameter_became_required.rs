//! An optional parameter must now be sent.
//!
//! # Why it breaks
//! Callers written against the base leave it out; the revised server answers 400.
//! # Example
//! ```yaml,base
//! parameters: [{ name: limit, in: query, schema: { type: integer } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]
//! ```
//! # Not reported when
//! The parameter is new: see `required-parameter-added`.
//! # Evolve instead
//! Keep it optional and give it a `default`.

use crate::direction::Effect;
use crate::pairing::ParameterPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ParameterBecameRequired;

impl Rule for ParameterBecameRequired {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("parameter-became-required")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, required");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.required
            && revision.required
        {
            changes.push(
                Difference::message(Effect::Narrower, "must now be sent", MessagePlan::request())
                    .at(pair.spans("required"))
                    .changing_types(),
            );
        }
    }
}
