//! An operation is new.
//!
//! # Why it does not break
//! It breaks nobody.
//! # Example
//! ```yaml,base
//! paths: {}
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { responses: { "200": { description: ok } } } } }
//! ```
//! # Not reported when
//! The path only changed the name of a parameter.

use crate::direction::Effect;
use crate::documents;
use crate::pairing::{OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationAdded;

impl Rule for OperationAdded {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::info("operation-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Paths Object");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && pair.name.kind != documents::KIND
        {
            changes.push(
                Difference::message(Effect::Equal, "was added", MessagePlan::Nothing)
                    .at((None, Some(revision.method_span))),
            );
        }
    }
}
