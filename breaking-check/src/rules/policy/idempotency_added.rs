//! An operation now honours idempotency keys.
//!
//! # Why it does not break
//! Who sends none is served as before.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-idempotency: accepted
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Keys are required: see `idempotency-key-became-required`.

use crate::direction::Effect;
use crate::pairing::{PolicyPair, key_of, requires_key};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct IdempotencyAdded;

impl Rule for IdempotencyAdded {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::info("idempotency-added")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if key_of(pair.base).is_none()
            && key_of(pair.revision).is_some()
            && !requires_key(pair.revision)
        {
            changes.push(
                Difference::message(
                    Effect::Equal,
                    "now honours idempotency keys",
                    MessagePlan::Nothing,
                )
                .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
