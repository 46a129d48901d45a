//! A response header is now always there.
//!
//! # Why it breaks
//! Where the API is the one that reads the response, as that of a webhook, users that leave the header out are refused.
//! Callers of the API only find more.
//! # Example
//! ```yaml,base,harmless
//! responses: { "200": { description: ok, headers: { X-Total: { schema: { type: integer } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, headers: { X-Total: { required: true, schema: { type: integer } } } } }
//! ```
//! # Not reported when
//! The header is new: see `header-added`.
//! # Evolve instead
//! Go without the header where it is missing.

use crate::direction::Effect;
use crate::pairing::HeaderPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct HeaderBecameRequired;

impl Rule for HeaderBecameRequired {
    type Subject<'c> = HeaderPair<'c>;
    const META: RuleMeta = RuleMeta::error("header-became-required")
        .since("0.1.0")
        .cites("OAS 3.1.1 Header Object, required");

    fn check(pair: &HeaderPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.required
            && revision.required
        {
            changes.push(
                Difference::message(
                    Effect::Narrower,
                    "is now always there",
                    MessagePlan::response(pair.status),
                )
                .at((Some(base.span), Some(revision.span)))
                .changing_types(),
            );
        }
    }
}
