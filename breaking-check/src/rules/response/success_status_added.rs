//! Another success status may be answered.
//!
//! # Why it breaks
//! Callers that know only the base meet an outcome they have no code for.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok }, "202": { description: later } }
//! ```
//! # Not reported when
//! A range or `default` covered it before.
//! # Evolve instead
//! Answer it only to callers that ask for it, for instance with `Prefer`.

use crate::direction::Effect;
use crate::pairing::{Paired, ResponsePair, is_success};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct SuccessStatusAdded;

impl Rule for SuccessStatusAdded {
    type Subject<'c> = ResponsePair<'c>;
    const META: RuleMeta = RuleMeta::warning("success-status-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Responses Object");

    fn check(pair: &ResponsePair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && is_success(revision)
        {
            let plan = MessagePlan::response(revision.status);
            changes.push(
                Difference::message(Effect::Wider, "was added", plan)
                    .at((None, Some(revision.span))),
            );
        }
    }
}
