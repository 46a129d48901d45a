//! What stands in `x-sunset` is no day.
//!
//! # Why it breaks
//! Neither people nor programs can tell until when it works.
//! # Example
//! ```yaml,base
//! deprecated: true
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! x-sunset: some day
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The base says the same.
//! # Evolve instead
//! Write a day as in `2027-06-30`, or a time as in `2027-06-30T00:00:00Z` (RFC 3339).

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SunsetInvalid;

impl Rule for SunsetInvalid {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::warning("sunset-invalid")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let Some(Err(written)) = pair.revision.sunset()
            && pair.base.sunset() != Some(Err(written.clone()))
        {
            let predicate = format!("has a sunset that is no day: {written}");
            let reason = "nobody can tell until when it works";
            changes.push(
                Difference::undecided(Effect::Withdrawn, predicate, reason).at(pair.sunset_spans()),
            );
        }
    }
}
