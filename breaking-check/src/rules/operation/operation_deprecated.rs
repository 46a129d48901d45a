//! An operation is now marked as deprecated.
//!
//! # Why it does not break
//! It still works; its callers should look for the successor.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! It was deprecated before.

use crate::direction::Effect;
use crate::pairing::{Lifecycle, OperationPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationDeprecated;

impl Rule for OperationDeprecated {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::info("operation-deprecated")
        .since("0.1.0")
        .cites("OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.deprecated
            && revision.deprecated
        {
            let predicate = Lifecycle::of_operation(revision).deprecation();
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at((Some(base.method_span), Some(revision.method_span))),
            );
        }
    }
}
