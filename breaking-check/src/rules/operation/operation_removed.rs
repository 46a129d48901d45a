//! An operation is no longer there.
//!
//! # Why it breaks
//! Whoever calls it gets 404 or 405 from the revised server; whoever received it as a webhook waits for nothing.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { responses: { "200": { description: ok } } } } }
//! ```
//! ```yaml,revision
//! paths: {}
//! ```
//! # Not reported when
//! Only a parameter in the path got another name: callers do not see it. It was deprecated or had a sunset: see
//! `operation-removed-after-deprecation`, `operation-removed-before-sunset` and `operation-removed-after-sunset`.
//! # Evolve instead
//! Mark it `deprecated` and say with `x-sunset` until when it works, watch its traffic fall to
//! nothing, and remove it after that day.

use crate::direction::Effect;
use crate::documents;
use crate::pairing::{Lifecycle, Notice, OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationRemoved;

impl Rule for OperationRemoved {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::error("operation-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Paths Object");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && pair.name.kind != documents::KIND
            && Lifecycle::of_operation(base).notice(changes.today()) == Notice::None
        {
            changes.push(
                Difference::message(Effect::Withdrawn, "was removed", MessagePlan::request())
                    .at((Some(base.method_span), None))
                    .losing_names(),
            );
        }
    }
}
