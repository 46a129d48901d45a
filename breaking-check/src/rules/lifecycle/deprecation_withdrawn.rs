//! Something is no longer deprecated.
//!
//! # Why it does not break
//! It goes on working.
//! # Example
//! ```yaml,base
//! deprecated: true
//! x-sunset: 2027-06-30
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! It is gone: see `operation-removed` and `parameter-removed`.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct DeprecationWithdrawn;

impl Rule for DeprecationWithdrawn {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::info("deprecation-withdrawn")
        .since("0.1.0")
        .cites("RFC 8594; OAS 3.1.1 Operation Object, deprecated");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if pair.is_restored() {
            changes.push(
                Difference::message(
                    Effect::Equal,
                    "is no longer deprecated",
                    MessagePlan::Nothing,
                )
                .at((Some(pair.base.span()), Some(pair.revision.span()))),
            );
        }
    }
}
