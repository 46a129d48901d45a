//! A request may now have a body.
//!
//! # Why it does not break
//! Callers that send none are served as before.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! requestBody: { content: { application/json: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! It must have one: see `required-request-body-added`.

use crate::direction::Effect;
use crate::pairing::{Paired, RequestBodyPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OptionalRequestBodyAdded;

impl Rule for OptionalRequestBodyAdded {
    type Subject<'c> = RequestBodyPair<'c>;
    const META: RuleMeta = RuleMeta::info("optional-request-body-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Request Body Object");

    fn check(pair: &RequestBodyPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && !revision.required
        {
            changes.push(
                Difference::message(Effect::Wider, "may now be sent", MessagePlan::Nothing)
                    .at((None, Some(revision.span))),
            );
        }
    }
}
