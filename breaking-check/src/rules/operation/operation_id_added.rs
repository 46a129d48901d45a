//! An operation has an `operationId` and had none.
//!
//! # Why it breaks
//! Nothing changes on the wire, but generated clients and servers call it by that name: before, they made one up from
//! method and path, and code that uses it no longer compiles.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! operationId: makeThing
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! It had another one: see `operation-id-changed`.
//! # Evolve instead
//! Give names to new operations.

use crate::direction::Effect;
use crate::pairing::OperationPair;
use crate::policy::Promise;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationIdAdded;

impl Rule for OperationIdAdded {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::error("operation-id-added")
        .promise(Promise::Source)
        .since("0.1.0")
        .cites("OAS 3.1.1 Operation Object, operationId");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.operation_id.is_none()
            && let Some(new) = &revision.operation_id
        {
            changes.push(
                Difference::message(
                    Effect::Equal,
                    format!("is now called `{new}`"),
                    MessagePlan::Nothing,
                )
                .at((Some(base.method_span), Some(revision.method_span)))
                .losing_names(),
            );
        }
    }
}
