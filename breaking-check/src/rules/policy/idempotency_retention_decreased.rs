//! Idempotency keys are forgotten earlier.
//!
//! # Why it breaks
//! A request that is sent again within the old time takes effect twice.
//! # Example
//! ```yaml,base
//! x-countersign-idempotency: { retention: 24h }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-idempotency: { retention: 1h }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Keys are no longer honoured at all: see `idempotency-removed`.
//! # Evolve instead
//! Remember keys for as long as was promised.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan, in_words};

#[derive(Debug)]
pub(crate) struct IdempotencyRetentionDecreased;

impl Rule for IdempotencyRetentionDecreased {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("idempotency-retention-decreased")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if let Some((old, new)) = pair.keys()
            && new.retention < old.retention
        {
            let predicate = format!(
                "forgets idempotency keys after {} and no longer after {}",
                in_words(new.retention),
                in_words(old.retention)
            );
            let plan = MessagePlan::request().when(Circumstance::Again(old.retention));
            changes.push(
                Difference::message(Effect::Withdrawn, predicate, plan)
                    .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
