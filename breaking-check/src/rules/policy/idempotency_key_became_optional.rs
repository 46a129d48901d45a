//! Requests without an idempotency key are now taken.
//!
//! # Why it breaks
//! Where the API is the one that sends, as in a webhook, its user may refuse a request without a key.
//! # Example
//! ```yaml,base,harmless
//! x-countersign-idempotency: required
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-idempotency: accepted
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Keys are no longer honoured: see `idempotency-removed`. A required header parameter was the key: see `parameter-
//! became-optional`.
//! # Evolve instead
//! Go on sending the key.

use countersign_contract::policy::PolicySource;

use crate::direction::Effect;
use crate::pairing::{PolicyPair, key_of, requires_key};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct IdempotencyKeyBecameOptional;

impl Rule for IdempotencyKeyBecameOptional {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("idempotency-key-became-optional")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if requires_key(pair.base)
            && !requires_key(pair.revision)
            && key_of(pair.revision).is_some()
            && pair.base.policy.idempotency.source != PolicySource::Native
        {
            let plan = MessagePlan::request().when(Circumstance::Keyless);
            changes.push(
                Difference::message(
                    Effect::Wider,
                    "may now be sent without an idempotency key",
                    plan,
                )
                .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
