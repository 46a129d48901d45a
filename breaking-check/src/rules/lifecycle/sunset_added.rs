//! Something deprecated now says until when it works.
//!
//! # Why it does not break
//! It is good to know, and the work goes on until then.
//! # Example
//! ```yaml,base
//! deprecated: true
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! deprecated: true
//! x-sunset: 2027-06-30
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! It was deprecated in the same revision: see `operation-deprecated`. The day is nearer than the notice that is asked
//! for: see `sunset-too-near`.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct SunsetAdded;

impl Rule for SunsetAdded {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::info("sunset-added")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let (None, Some(Ok(day))) = (pair.base.sunset(), pair.revision.sunset())
            && !pair.is_newly_deprecated()
            && pair.earliest.is_none_or(|earliest| day >= earliest)
        {
            changes.push(
                Difference::message(
                    Effect::Equal,
                    format!("works until {day}"),
                    MessagePlan::Nothing,
                )
                .at(pair.sunset_spans()),
            );
        }
    }
}
