//! A parameter is no longer there, before the day until which it was to work.
//!
//! # Why it breaks
//! Who planned by that day is refused today, or gets what was not asked for.
//! # Example
//! ```yaml,base,today-2026-11-01
//! parameters: [{ name: size, in: query, deprecated: true, x-sunset: 2027-06-30, schema: { type: string } }]
//! ```
//! ```yaml,revision
//! parameters: []
//! ```
//! # Not reported when
//! The day has come: see `parameter-removed-after-sunset`.
//! # Evolve instead
//! Leave it until the day that was announced.

use crate::direction::Effect;
use crate::pairing::{Lifecycle, Notice, Paired, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct ParameterRemovedBeforeSunset;

impl Rule for ParameterRemovedBeforeSunset {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("parameter-removed-before-sunset")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Parameter Object, deprecated");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && let Notice::Until(day) = Lifecycle::of_parameter(base).notice(changes.today())
        {
            let effect = Effect::of(true, base.required);
            changes.push(
                Difference::message(
                    effect,
                    format!("was removed before {day}, until when it was to work"),
                    pair.request_with(),
                )
                .at((Some(base.span), None))
                .losing_names(),
            );
        }
    }
}
