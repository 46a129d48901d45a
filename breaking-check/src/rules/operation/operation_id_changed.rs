//! An operation has another `operationId`.
//!
//! # Why it breaks
//! Nothing changes on the wire, but generated clients and servers call it by that name: code written against the base
//! no longer compiles.
//! # Example
//! ```yaml,base
//! operationId: listOrders
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! operationId: getOrders
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The operation had no `operationId` before.
//! # Evolve instead
//! Keep the name; put the better one into `summary`.

use crate::direction::Effect;
use crate::pairing::OperationPair;
use crate::policy::Promise;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationIdChanged;

impl Rule for OperationIdChanged {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::error("operation-id-changed")
        .promise(Promise::Source)
        .since("0.1.0")
        .cites("OAS 3.1.1 Operation Object, operationId");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && let Some(old) = &base.operation_id
            && revision.operation_id.as_ref() != Some(old)
        {
            let predicate = match &revision.operation_id {
                Some(new) => format!("is now called `{new}` and no longer `{old}`"),
                None => format!("is no longer called `{old}`"),
            };
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at((Some(base.method_span), Some(revision.method_span)))
                    .losing_names(),
            );
        }
    }
}
