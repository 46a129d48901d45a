//! A response header is no longer sent.
//!
//! # Why it breaks
//! Callers that read it find nothing.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, headers: { X-Total: { required: true, schema: { type: integer } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, headers: {  } } }
//! ```
//! # Not reported when
//! Only the case of its name changed.
//! # Evolve instead
//! Go on sending it.

use crate::direction::Effect;
use crate::pairing::{HeaderPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct HeaderRemoved;

impl Rule for HeaderRemoved {
    type Subject<'c> = HeaderPair<'c>;
    const META: RuleMeta = RuleMeta::error("header-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Header Object");

    fn check(pair: &HeaderPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides {
            let plan = MessagePlan::response(pair.status);
            changes.push(
                Difference::message(Effect::of(true, base.required), "was removed", plan)
                    .at((Some(base.span), None))
                    .losing_names(),
            );
        }
    }
}
