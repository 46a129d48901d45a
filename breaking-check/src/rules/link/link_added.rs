//! A response has a link to another operation.
//!
//! # Why it does not break
//! A link tells people and programs that read the contract what can be called next; no message has it.
//! # Example
//! ```yaml,base
//! operationId: makeThing
//! responses: { "201": { description: ok, links: {} } }
//! ```
//! ```yaml,revision
//! operationId: makeThing
//! responses: { "201": { description: ok, links: { next: { operationId: makeThing, parameters: { id: "$request.query.a" } } } } }
//! ```
//! # Not reported when
//! The link was there under this name.

use crate::direction::Effect;
use crate::pairing::{LinkPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct LinkAdded;

impl Rule for LinkAdded {
    type Subject<'c> = LinkPair<'c>;
    const META: RuleMeta = RuleMeta::info("link-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Link Object");

    fn check(pair: &LinkPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides {
            changes.push(
                Difference::message(Effect::Equal, "was added", MessagePlan::Nothing)
                    .at((None, Some(revision.span))),
            );
        }
    }
}
