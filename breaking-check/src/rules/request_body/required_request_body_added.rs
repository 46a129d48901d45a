//! A request body must now be sent where there was none.
//!
//! # Why it breaks
//! Callers written against the base send none; the revised server answers 400.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
//! ```
//! # Not reported when
//! It may be left out.
//! # Evolve instead
//! Make it optional.

use crate::direction::Effect;
use crate::pairing::{Paired, RequestBodyPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct RequiredRequestBodyAdded;

impl Rule for RequiredRequestBodyAdded {
    type Subject<'c> = RequestBodyPair<'c>;
    const META: RuleMeta = RuleMeta::error("required-request-body-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Request Body Object, required");

    fn check(pair: &RequestBodyPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && revision.required
        {
            changes.push(
                Difference::message(
                    Effect::Narrower,
                    "was added and must be sent",
                    MessagePlan::request(),
                )
                .at((None, Some(revision.span)))
                .changing_types(),
            );
        }
    }
}
