//! Idempotency keys travel in another header, or are spelled in another way.
//!
//! # Why it breaks
//! The key of deployed clients is no longer looked at: a request that they send again takes effect twice, or is refused
//! for want of a key.
//! # Example
//! ```yaml,base
//! x-countersign-idempotency: { header: Idempotency-Key }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-idempotency: { header: X-Request-Id }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Keys are no longer honoured at all: see `idempotency-removed`.
//! # Evolve instead
//! Look at both headers.

use crate::direction::Effect;
use crate::pairing::{PolicyPair, SOON};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct IdempotencyHeaderChanged;

impl Rule for IdempotencyHeaderChanged {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("idempotency-header-changed")
        .since("0.1.0")
        .cites("x-countersign-idempotency; draft-ietf-httpapi-idempotency-key-header-07");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if let Some((old, new)) = pair.keys()
            && (!old.header.eq_ignore_ascii_case(&new.header) || old.format != new.format)
        {
            let predicate = if old.format == new.format {
                format!(
                    "takes its idempotency key from header `{}` and no longer from `{}`",
                    new.header, old.header
                )
            } else {
                format!(
                    "takes an idempotency key that is spelled in another way, from header `{}`",
                    new.header
                )
            };
            let plan = MessagePlan::request().when(Circumstance::Again(old.retention.min(SOON)));
            changes.push(
                Difference::message(Effect::Withdrawn, predicate, plan)
                    .at(pair.spans(|policy| &policy.idempotency)),
            );
        }
    }
}
