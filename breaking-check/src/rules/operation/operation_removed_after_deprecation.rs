//! A deprecated operation is no longer there; nobody had said until when it would work.
//!
//! # Why it breaks
//! Whoever calls it gets 404 or 405. They were warned, and could not know by when to be gone.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { deprecated: true, responses: { "200": { description: ok } } } } }
//! ```
//! ```yaml,revision
//! paths: {}
//! ```
//! # Not reported when
//! It was not deprecated (see `operation-removed`) or had a sunset.
//! # Evolve instead
//! Announce a day with `x-sunset`, and remove it after that.

use crate::direction::Effect;
use crate::documents;
use crate::pairing::{Lifecycle, Notice, OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationRemovedAfterDeprecation;

impl Rule for OperationRemovedAfterDeprecation {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::warning("operation-removed-after-deprecation")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && pair.name.kind != documents::KIND
            && let Notice::Deprecated = Lifecycle::of_operation(base).notice(changes.today())
        {
            changes.push(
                Difference::message(
                    Effect::Withdrawn,
                    "was removed; it was deprecated, without a day",
                    MessagePlan::request(),
                )
                .at((Some(base.method_span), None))
                .losing_names(),
            );
        }
    }
}
