//! The request body is no longer known.
//!
//! # Why it breaks
//! Callers go on sending it and the revised server ignores it, or refuses the request.
//! # Example
//! ```yaml,base
//! requestBody: { content: { application/json: { schema: { type: object } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! One of its media types is gone: see `media-type-removed`.
//! # Evolve instead
//! Keep accepting it.

use crate::direction::Effect;
use crate::pairing::{Paired, RequestBodyPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct RequestBodyRemoved;

impl Rule for RequestBodyRemoved {
    type Subject<'c> = RequestBodyPair<'c>;
    const META: RuleMeta = RuleMeta::error("request-body-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Request Body Object");

    fn check(pair: &RequestBodyPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides {
            let plan = base
                .content
                .first()
                .map_or(MessagePlan::Nothing, |media_type| {
                    MessagePlan::request_in(&media_type.name)
                });
            changes.push(
                Difference::message(Effect::Narrower, "was removed", plan)
                    .at((Some(base.span), None))
                    .losing_names(),
            );
        }
    }
}
