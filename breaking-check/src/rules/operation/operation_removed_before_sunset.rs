//! An operation is no longer there, before the day until which it was to work.
//!
//! # Why it breaks
//! Whoever planned by that day gets 404 or 405 today.
//! # Example
//! ```yaml,base,today-2026-11-01
//! paths: { /orders: { get: { deprecated: true, x-sunset: 2027-06-30, responses: { "200": { description: ok } } } } }
//! ```
//! ```yaml,revision
//! paths: {}
//! ```
//! # Not reported when
//! The day has come: see `operation-removed-after-sunset`.
//! # Evolve instead
//! Leave it until the day that was announced.

use crate::direction::Effect;
use crate::documents;
use crate::pairing::{Lifecycle, Notice, OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationRemovedBeforeSunset;

impl Rule for OperationRemovedBeforeSunset {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::error("operation-removed-before-sunset")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && pair.name.kind != documents::KIND
            && let Notice::Until(day) = Lifecycle::of_operation(base).notice(changes.today())
        {
            changes.push(
                Difference::message(
                    Effect::Withdrawn,
                    format!("was removed before {day}, until when it was to work"),
                    MessagePlan::request(),
                )
                .at((Some(base.method_span), None))
                .losing_names(),
            );
        }
    }
}
