//! A success status is no longer answered.
//!
//! # Why it breaks
//! Callers check for exactly that status; another one looks like a failure or a different outcome to them.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok }, "202": { description: later } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! A range or `default` still covers it.
//! # Evolve instead
//! Keep answering it; add new outcomes beside it.

use crate::direction::Effect;
use crate::pairing::{Paired, ResponsePair, is_success};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct SuccessStatusRemoved;

impl Rule for SuccessStatusRemoved {
    type Subject<'c> = ResponsePair<'c>;
    const META: RuleMeta = RuleMeta::error("success-status-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Responses Object");

    fn check(pair: &ResponsePair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && is_success(base)
        {
            let plan = MessagePlan::response(base.status);
            changes.push(
                Difference::message(Effect::Withdrawn, "was removed", plan)
                    .at((Some(base.span), None))
                    .losing_names(),
            );
        }
    }
}
