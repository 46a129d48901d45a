//! A required parameter may now be left out.
//!
//! # Why it breaks
//! It breaks no caller. In a webhook it is the other way round: receivers rely on it and it may be missing.
//! # Example
//! ```yaml,base,harmless
//! parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]
//! ```
//! ```yaml,revision,harmless
//! parameters: [{ name: limit, in: query, schema: { type: integer } }]
//! ```
//! # Not reported when
//! The parameter is gone: see `parameter-removed`.
//! # Evolve instead
//! In a webhook, go on sending it always.

use crate::direction::Effect;
use crate::pairing::ParameterPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ParameterBecameOptional;

impl Rule for ParameterBecameOptional {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("parameter-became-optional")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, required");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.required
            && !revision.required
        {
            changes.push(
                Difference::message(Effect::Wider, "may now be left out", MessagePlan::request())
                    .at(pair.spans("required"))
                    .changing_types(),
            );
        }
    }
}
