//! What is announced to go, goes before the notice is over that the policy of the comparison asks for.
//!
//! # Why it breaks
//! Whoever uses it has less time to leave than was promised.
//! # Example
//! ```yaml,base,today-2026-11-01,days-90,with-operation-deprecated
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! x-sunset: 2026-12-01
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! No notice is asked for (`deprecation_days` of its stability level is 0), or a day was announced before: see `sunset-
//! changed`.
//! # Evolve instead
//! Announce a later day.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::Circumstance;

#[derive(Debug)]
pub(crate) struct SunsetTooNear;

impl Rule for SunsetTooNear {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::error("sunset-too-near")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let Some(Ok(day)) = pair.revision.sunset()
            && pair.base.last_day().is_none()
            && let Some(earliest) = pair.earliest.filter(|earliest| day < *earliest)
        {
            let predicate =
                format!("works until {day}, and is promised to work until {earliest} at least");
            let plan = pair.plan.clone().when(Circumstance::On(day));
            changes.push(
                Difference::message(Effect::Withdrawn, predicate, plan).at(pair.sunset_spans()),
            );
        }
    }
}
