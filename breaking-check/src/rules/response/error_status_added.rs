//! Another error status is declared.
//!
//! # Why it does not break
//! It breaks nobody: every caller must expect statuses of class 4XX and 5XX (RFC 9110 section 15).
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok }, "404": { description: none } }
//! ```
//! # Not reported when
//! A range or `default` covered it before.

use crate::direction::Effect;
use crate::pairing::{Paired, ResponsePair, is_success};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ErrorStatusAdded;

impl Rule for ErrorStatusAdded {
    type Subject<'c> = ResponsePair<'c>;
    const META: RuleMeta = RuleMeta::info("error-status-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Responses Object");

    fn check(pair: &ResponsePair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && !is_success(revision)
        {
            changes.push(
                Difference::message(Effect::Equal, "was added", MessagePlan::Nothing)
                    .at((None, Some(revision.span))),
            );
        }
    }
}
