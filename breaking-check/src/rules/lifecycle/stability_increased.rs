//! The stability level of an operation is higher.
//!
//! # Why it does not break
//! More is promised than before.
//! # Example
//! ```yaml,base
//! x-stability-level: beta
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-stability-level: stable
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! One of the levels is none: see `stability-invalid`.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct StabilityIncreased;

impl Rule for StabilityIncreased {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::info("stability-increased")
        .since("0.1.0")
        .cites("x-stability-level: draft, alpha, beta, stable");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let (true, Ok(old), Ok(new)) = (
            pair.has_stability,
            pair.base.stability(),
            pair.revision.stability(),
        ) && new > old
        {
            let predicate = format!("is now {} and no longer {}", new.name(), old.name());
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.stability_spans()),
            );
        }
    }
}
