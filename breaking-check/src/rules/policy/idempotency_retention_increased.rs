//! Idempotency keys are remembered longer.
//!
//! # Why it does not break
//! A request may be sent again for longer.
//! # Example
//! ```yaml,base
//! x-countersign-idempotency: { retention: 1h }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-idempotency: { retention: 24h }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Keys were not honoured before: see `idempotency-added`.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, in_words};

#[derive(Debug)]
pub(crate) struct IdempotencyRetentionIncreased;

impl Rule for IdempotencyRetentionIncreased {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::info("idempotency-retention-increased")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if let Some((old, new)) = pair.keys()
            && new.retention > old.retention
        {
            let predicate = format!(
                "remembers idempotency keys for {} and no longer for {}",
                in_words(new.retention),
                in_words(old.retention)
            );
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
