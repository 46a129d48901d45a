//! A response header may now be missing.
//!
//! # Why it breaks
//! Callers rely on it and do not look whether it is there.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, headers: { X-Total: { required: true, schema: { type: integer } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, headers: { X-Total: { schema: { type: integer } } } } }
//! ```
//! # Not reported when
//! It is gone: see `header-removed`.
//! # Evolve instead
//! Go on sending it always.

use crate::direction::Effect;
use crate::pairing::HeaderPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct HeaderBecameOptional;

impl Rule for HeaderBecameOptional {
    type Subject<'c> = HeaderPair<'c>;
    const META: RuleMeta = RuleMeta::error("header-became-optional")
        .since("0.1.0")
        .cites("OAS 3.1.1 Header Object, required");

    fn check(pair: &HeaderPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.required
            && !revision.required
        {
            let plan = MessagePlan::response(pair.status);
            changes.push(
                Difference::message(Effect::Wider, "may now be missing", plan)
                    .at((Some(base.span), Some(revision.span)))
                    .changing_types(),
            );
        }
    }
}
