//! The day until which something deprecated works is another.
//!
//! # Why it breaks
//! Who planned by the old day finds it gone before. A later day is good news.
//! # Example
//! ```yaml,base
//! deprecated: true
//! x-sunset: 2027-06-30
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! x-sunset: 2027-03-31
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The day is new (see `sunset-added`) or gone (see `sunset-removed`).
//! # Evolve instead
//! Keep the day that was announced, or move it to a later one.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct SunsetChanged;

impl Rule for SunsetChanged {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::error("sunset-changed")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let (Some(Ok(old)), Some(Ok(new))) = (pair.base.sunset(), pair.revision.sunset())
            && old != new
        {
            let difference = if new < old {
                let predicate = format!("works until {new} and no longer until {old}");
                Difference::message(
                    Effect::Withdrawn,
                    predicate,
                    pair.plan.clone().when(Circumstance::On(new)),
                )
            } else {
                let predicate = format!("works until {new}, longer than until {old}");
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
            };
            changes.push(difference.at(pair.sunset_spans()));
        }
    }
}
