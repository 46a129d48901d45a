//! A response header is now marked as deprecated.
//!
//! # Why it does not break
//! It still comes; who reads it should look for its successor.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, headers: { X-Total: { schema: { type: integer } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, headers: { X-Total: { deprecated: true, schema: { type: integer } } } } }
//! ```
//! # Not reported when
//! It was deprecated before.

use crate::direction::Effect;
use crate::pairing::HeaderPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct HeaderDeprecated;

impl Rule for HeaderDeprecated {
    type Subject<'c> = HeaderPair<'c>;
    const META: RuleMeta = RuleMeta::info("header-deprecated")
        .since("0.1.0")
        .cites("OAS 3.1.1 Header Object, deprecated");

    fn check(pair: &HeaderPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.deprecated
            && revision.deprecated
        {
            changes.push(
                Difference::message(Effect::Equal, "is now deprecated", MessagePlan::Nothing)
                    .at((Some(base.span), Some(revision.span))),
            );
        }
    }
}
