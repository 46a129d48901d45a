//! An operation is no longer there, after the day until which it was to work.
//!
//! # Why it does not break
//! The contract had said that it would go.
//! # Example
//! ```yaml,base,today-2026-11-01
//! paths: { /orders: { get: { deprecated: true, x-sunset: 2026-06-30, responses: { "200": { description: ok } } } } }
//! ```
//! ```yaml,revision
//! paths: {}
//! ```
//! # Not reported when
//! The day is still to come: see `operation-removed-before-sunset`. The comparison was not told what day it is.

use crate::direction::Effect;
use crate::documents;
use crate::pairing::{Lifecycle, Notice, OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationRemovedAfterSunset;

impl Rule for OperationRemovedAfterSunset {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::info("operation-removed-after-sunset")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && pair.name.kind != documents::KIND
            && let Notice::Since(day) = Lifecycle::of_operation(base).notice(changes.today())
        {
            changes.push(
                Difference::message(
                    Effect::Withdrawn,
                    format!("was removed after its sunset on {day}"),
                    MessagePlan::Nothing,
                )
                .at((Some(base.method_span), None))
                .losing_names(),
            );
        }
    }
}
