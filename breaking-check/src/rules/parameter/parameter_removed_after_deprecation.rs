//! A deprecated parameter is no longer there; nobody had said until when it would work.
//!
//! # Why it breaks
//! Callers that send it are refused, or get what they did not ask for. They were warned, and could not know by when to be
//! gone.
//! # Example
//! ```yaml,base
//! parameters: [{ name: size, in: query, deprecated: true, schema: { type: string } }]
//! ```
//! ```yaml,revision
//! parameters: []
//! ```
//! # Not reported when
//! It was not deprecated (see `parameter-removed`) or had a sunset.
//! # Evolve instead
//! Announce a day with `x-sunset`, and remove it after that.

use crate::direction::Effect;
use crate::pairing::{Lifecycle, Notice, Paired, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct ParameterRemovedAfterDeprecation;

impl Rule for ParameterRemovedAfterDeprecation {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::warning("parameter-removed-after-deprecation")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Parameter Object, deprecated");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && let Notice::Deprecated = Lifecycle::of_parameter(base).notice(changes.today())
        {
            let effect = Effect::of(true, base.required);
            changes.push(
                Difference::message(
                    effect,
                    "was removed; it was deprecated, without a day",
                    pair.request_with(),
                )
                .at((Some(base.span), None))
                .losing_names(),
            );
        }
    }
}
