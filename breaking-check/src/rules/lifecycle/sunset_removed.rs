//! Something deprecated no longer says until when it works.
//!
//! # Why it breaks
//! Nobody knows any more how long it can be relied on: it may be gone before the day that was announced.
//! # Example
//! ```yaml,base
//! deprecated: true
//! x-sunset: 2027-06-30
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Its deprecation was taken back as well: see `deprecation-withdrawn`.
//! # Evolve instead
//! Go on saying the day, or take the deprecation back.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SunsetRemoved;

impl Rule for SunsetRemoved {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::warning("sunset-removed")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if pair.base.last_day().is_some() && pair.revision.sunset().is_none() && !pair.is_restored()
        {
            let predicate = "no longer says until when it works";
            let reason = "it may be gone before the day that the base announced";
            changes.push(
                Difference::undecided(Effect::Withdrawn, predicate, reason).at(pair.sunset_spans()),
            );
        }
    }
}
