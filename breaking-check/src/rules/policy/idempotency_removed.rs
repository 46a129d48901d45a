//! An operation no longer honours idempotency keys.
//!
//! # Why it breaks
//! A client whose answer got lost sends the same request with the same key again, as it may: now it takes effect twice.
//! # Example
//! ```yaml,base
//! x-countersign-idempotency: accepted
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The method is idempotent by itself (RFC 9110 section 9.2.2).
//! # Evolve instead
//! Go on honouring the key; what is known of one may be forgotten after its retention.

use crate::direction::Effect;
use crate::pairing::{PolicyPair, SOON, key_of};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct IdempotencyRemoved;

impl Rule for IdempotencyRemoved {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("idempotency-removed")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if let (Some(key), None) = (key_of(pair.base), key_of(pair.revision)) {
            let plan = MessagePlan::request().when(Circumstance::Again(key.retention.min(SOON)));
            changes.push(
                Difference::message(
                    Effect::Withdrawn,
                    "no longer honours idempotency keys",
                    plan,
                )
                .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
