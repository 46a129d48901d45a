//! A request may now be sent without its body.
//!
//! # Why it breaks
//! Where the API is the one that sends, as in a webhook, its user waits for a body that does not come. Callers of the API
//! only have less to do; code that hands the body over where it must be given no longer compiles.
//! # Example
//! ```yaml,base,harmless
//! requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! requestBody: { content: { application/json: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The body is gone: see `request-body-removed`.
//! # Evolve instead
//! Go on sending it.

use crate::direction::Effect;
use crate::pairing::RequestBodyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{BodyPlan, MessagePlan, RequestPlan};

#[derive(Debug)]
pub(crate) struct RequestBodyBecameOptional;

impl Rule for RequestBodyBecameOptional {
    type Subject<'c> = RequestBodyPair<'c>;
    const META: RuleMeta = RuleMeta::error("request-body-became-optional")
        .since("0.1.0")
        .cites("OAS 3.1.1 Request Body Object, required");

    fn check(pair: &RequestBodyPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.required
            && !revision.required
        {
            let plan = MessagePlan::Request(RequestPlan {
                body: BodyPlan::Absent,
                ..RequestPlan::default()
            });
            changes.push(
                Difference::message(Effect::Wider, "may now be left out", plan)
                    .at((
                        base.required_span.or(Some(base.span)),
                        revision.required_span.or(Some(revision.span)),
                    ))
                    .changing_types(),
            );
        }
    }
}
