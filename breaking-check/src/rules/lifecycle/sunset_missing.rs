//! Something was deprecated without saying until when it works, where the policy of the comparison asks for notice.
//!
//! # Why it breaks
//! Whoever uses it cannot plan: it may be gone tomorrow.
//! # Example
//! ```yaml,base,today-2026-11-01,days-90,with-operation-deprecated
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! No notice is asked for (`deprecation_days` of its stability level is 0).
//! # Evolve instead
//! Add `x-sunset` with a day that leaves people enough time.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SunsetMissing;

impl Rule for SunsetMissing {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::warning("sunset-missing")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if pair.is_newly_deprecated() && pair.earliest.is_some() && pair.revision.sunset().is_none()
        {
            let predicate = "is now deprecated and does not say until when it works";
            let reason = "it may be gone before the notice that is asked for is over";
            changes.push(
                Difference::undecided(Effect::Withdrawn, predicate, reason).at(pair.sunset_spans()),
            );
        }
    }
}
