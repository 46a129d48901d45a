//! A parameter is no longer there, after the day until which it was to work.
//!
//! # Why it does not break
//! The contract had said that it would go.
//! # Example
//! ```yaml,base,today-2026-11-01
//! parameters: [{ name: size, in: query, deprecated: true, x-sunset: 2026-06-30, schema: { type: string } }]
//! ```
//! ```yaml,revision
//! parameters: []
//! ```
//! # Not reported when
//! The day is still to come: see `parameter-removed-before-sunset`. The comparison was not told what day it is.

use crate::direction::Effect;
use crate::pairing::{Lifecycle, Notice, Paired, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ParameterRemovedAfterSunset;

impl Rule for ParameterRemovedAfterSunset {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::info("parameter-removed-after-sunset")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Parameter Object, deprecated");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && let Notice::Since(day) = Lifecycle::of_parameter(base).notice(changes.today())
        {
            let effect = Effect::of(true, base.required);
            changes.push(
                Difference::message(
                    effect,
                    format!("was removed after its sunset on {day}"),
                    MessagePlan::Nothing,
                )
                .at((Some(base.span), None))
                .losing_names(),
            );
        }
    }
}
