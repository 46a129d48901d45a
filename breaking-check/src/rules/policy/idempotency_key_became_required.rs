//! Requests without an idempotency key are now refused.
//!
//! # Why it breaks
//! Clients that send none get 400.
//! # Example
//! ```yaml,base
//! x-countersign-idempotency: accepted
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-idempotency: required
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! A required header parameter is the key: see `parameter-became-required` and `required-parameter-added`.
//! # Evolve instead
//! Accept keys without requiring them, or require them of a new operation.

use countersign_contract::policy::PolicySource;

use crate::direction::Effect;
use crate::pairing::{PolicyPair, requires_key};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct IdempotencyKeyBecameRequired;

impl Rule for IdempotencyKeyBecameRequired {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("idempotency-key-became-required")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if !requires_key(pair.base)
            && requires_key(pair.revision)
            && pair.revision.policy.idempotency.source != PolicySource::Native
        {
            let plan = MessagePlan::request().when(Circumstance::Keyless);
            changes.push(
                Difference::message(Effect::Narrower, "must now carry an idempotency key", plan)
                    .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
