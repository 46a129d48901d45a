//! An optional request body must now be sent.
//!
//! # Why it breaks
//! Callers that send none get 400 from the revised server.
//! # Example
//! ```yaml,base
//! requestBody: { content: { application/json: { schema: { type: object } } } }
//! ```
//! ```yaml,revision
//! requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
//! ```
//! # Not reported when
//! There was no body before: see `required-request-body-added`.
//! # Evolve instead
//! Keep it optional and document what its absence means.

use crate::direction::Effect;
use crate::pairing::RequestBodyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{BodyPlan, MessagePlan, RequestPlan};

#[derive(Debug)]
pub(crate) struct RequestBodyBecameRequired;

impl Rule for RequestBodyBecameRequired {
    type Subject<'c> = RequestBodyPair<'c>;
    const META: RuleMeta = RuleMeta::error("request-body-became-required")
        .since("0.1.0")
        .cites("OAS 3.1.1 Request Body Object, required");

    fn check(pair: &RequestBodyPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.required
            && revision.required
        {
            let plan = MessagePlan::Request(RequestPlan {
                body: BodyPlan::Absent,
                ..RequestPlan::default()
            });
            changes.push(
                Difference::message(Effect::Narrower, "must now be sent", plan)
                    .at((
                        base.required_span.or(Some(base.span)),
                        revision.required_span.or(Some(revision.span)),
                    ))
                    .changing_types(),
            );
        }
    }
}
