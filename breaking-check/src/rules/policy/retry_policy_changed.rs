//! What is said about trying again is another: how often, how soon, after which statuses.
//!
//! # Why it does not break
//! It is advice to clients. Deployed ones go on as they did; those generated from the revision follow the new one.
//! # Example
//! ```yaml,base
//! x-countersign-retry: { max-attempts: 5 }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-retry: { max-attempts: 2 }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The same advice is given by another key.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct RetryPolicyChanged;

impl Rule for RetryPolicyChanged {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::info("retry-policy-changed")
        .since("0.1.0")
        .cites("x-countersign-retry; RFC 9110 section 9.2.2");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if pair.base.policy.retry.value != pair.revision.policy.retry.value {
            let predicate = "gives other advice about trying again";
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans(|policy| &policy.retry)),
            );
        }
    }
}
