//! A response no longer has a link to another operation.
//!
//! # Why it does not break
//! A link tells people and programs that read the contract what can be called next; no message has it. The operation that
//! it led to is still there, or `operation-removed` says that it is not.
//! # Example
//! ```yaml,base
//! operationId: makeThing
//! responses: { "201": { description: ok, links: { next: { operationId: makeThing, parameters: { id: "$request.query.a" } } } } }
//! ```
//! ```yaml,revision
//! operationId: makeThing
//! responses: { "201": { description: ok, links: {} } }
//! ```
//! # Not reported when
//! The whole response is gone: see `success-status-removed`.

use crate::direction::Effect;
use crate::pairing::{LinkPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct LinkRemoved;

impl Rule for LinkRemoved {
    type Subject<'c> = LinkPair<'c>;
    const META: RuleMeta = RuleMeta::info("link-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Link Object");

    fn check(pair: &LinkPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides {
            changes.push(
                Difference::message(Effect::Equal, "was removed", MessagePlan::Nothing)
                    .at((Some(base.span), None)),
            );
        }
    }
}
