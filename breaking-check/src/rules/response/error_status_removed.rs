//! An error status is no longer declared.
//!
//! # Why it breaks
//! Nothing breaks on the wire; code that handles the case by its generated name no longer compiles.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok }, "404": { description: none } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! A range or `default` still covers it.
//! # Evolve instead
//! Keep it declared as long as it can happen.

use crate::direction::Effect;
use crate::pairing::{Paired, ResponsePair, is_success};
use crate::policy::Promise;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ErrorStatusRemoved;

impl Rule for ErrorStatusRemoved {
    type Subject<'c> = ResponsePair<'c>;
    const META: RuleMeta = RuleMeta::warning("error-status-removed")
        .promise(Promise::Source)
        .since("0.1.0")
        .cites("OAS 3.1.1 Responses Object");

    fn check(pair: &ResponsePair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && !is_success(base)
        {
            changes.push(
                Difference::message(Effect::Narrower, "was removed", MessagePlan::Nothing)
                    .at((Some(base.span), None))
                    .losing_names(),
            );
        }
    }
}
