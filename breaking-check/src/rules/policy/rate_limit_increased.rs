//! More requests are admitted in the same time.
//!
//! # Why it breaks
//! Where the API is the one that sends, as in a webhook, its user may not keep up with it.
//! # Example
//! ```yaml,base,harmless
//! x-countersign-rate-limit: { requests: 10, window: 1m }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-rate-limit: { requests: 100, window: 1m }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Some rate that was admitted no longer is: see `rate-limit-decreased`.
//! # Evolve instead
//! Keep to the old rate.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, in_words};

#[derive(Debug)]
pub(crate) struct RateLimitIncreased;

impl Rule for RateLimitIncreased {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::warning("rate-limit-increased")
        .since("0.1.0")
        .cites("x-countersign-rate-limit; RFC 6585 section 4");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if pair.refused_rate().is_none()
            && let Some(often) = pair.new_rate()
        {
            let predicate = match &pair.revision.policy.rate_limit.value {
                Some(limit) => format!(
                    "now admits {} requests in {}",
                    limit.requests,
                    in_words(limit.window)
                ),
                None => "now admits any number of requests".to_owned(),
            };
            let plan = MessagePlan::request().when(often);
            changes.push(
                Difference::message(Effect::Wider, predicate, plan)
                    .at(pair.spans(|policy| &policy.rate_limit)),
            );
        }
    }
}
