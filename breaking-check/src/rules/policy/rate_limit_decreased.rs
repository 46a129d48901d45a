//! Fewer requests are admitted in the same time.
//!
//! # Why it breaks
//! Clients that keep to the old rate are answered with 429 Too Many Requests; those that do not wait and try again fail.
//! # Example
//! ```yaml,base
//! x-countersign-rate-limit: { requests: 100, window: 1m }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-rate-limit: { requests: 10, window: 1m }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Every rate that was admitted still is.
//! # Evolve instead
//! Announce the new limit, and lower it for new clients first.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, in_words};

#[derive(Debug)]
pub(crate) struct RateLimitDecreased;

impl Rule for RateLimitDecreased {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::warning("rate-limit-decreased")
        .since("0.1.0")
        .cites("x-countersign-rate-limit; RFC 6585 section 4");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if let Some(often) = pair.refused_rate() {
            let predicate = match &pair.revision.policy.rate_limit.value {
                Some(limit) => format!(
                    "now admits {} requests in {}",
                    limit.requests,
                    in_words(limit.window)
                ),
                None => "now admits fewer requests".to_owned(),
            };
            let plan = MessagePlan::request().when(often);
            changes.push(
                Difference::message(Effect::Narrower, predicate, plan)
                    .at(pair.spans(|policy| &policy.rate_limit)),
            );
        }
    }
}
