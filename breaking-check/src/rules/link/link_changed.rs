//! A link leads to another operation, passes on something else or goes to another server.
//!
//! # Why it does not break
//! A link tells people and programs that read the contract what can be called next; no message has it.
//! # Example
//! ```yaml,base
//! operationId: makeThing
//! responses: { "201": { description: ok, links: { next: { operationId: makeThing, parameters: { id: "$request.query.a" } } } } }
//! ```
//! ```yaml,revision
//! operationId: makeThing
//! responses: { "201": { description: ok, links: { next: { operationId: makeThing, parameters: { id: "$request.query.b" } } } } }
//! ```
//! # Not reported when
//! Only its description changed.

use crate::direction::Effect;
use crate::pairing::LinkPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct LinkChanged;

impl Rule for LinkChanged {
    type Subject<'c> = LinkPair<'c>;
    const META: RuleMeta = RuleMeta::info("link-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Link Object");

    fn check(pair: &LinkPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both() {
            let mut parts = Vec::new();
            if base.target != revision.target {
                parts.push("leads to another operation");
            }
            if pair.passes_on_something_else() {
                parts.push("passes on something else");
            }
            if pair.goes_elsewhere() {
                parts.push("goes to another server");
            }
            if !parts.is_empty() {
                changes.push(
                    Difference::message(Effect::Equal, parts.join(" and "), MessagePlan::Nothing)
                        .at((Some(base.span), Some(revision.span))),
                );
            }
        }
    }
}
