//! How long clients are to wait is another.
//!
//! # Why it does not break
//! It is advice to clients. Deployed ones wait as they did; those generated from the revision follow the new one.
//! # Example
//! ```yaml,base
//! x-countersign-timeout: { deadline: 30s }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-timeout: { deadline: 5s }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The same advice is given by another key.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, in_words};

#[derive(Debug)]
pub(crate) struct TimeoutChanged;

impl Rule for TimeoutChanged {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::info("timeout-changed")
        .since("0.1.0")
        .cites("x-countersign-timeout");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        let (old, new) = (
            pair.base.policy.timeout.value,
            pair.revision.policy.timeout.value,
        );
        if old != new {
            let predicate = format!(
                "is to be waited for {} and no longer {}",
                in_words(new.deadline),
                in_words(old.deadline)
            );
            let predicate = if old.deadline == new.deadline {
                "has other time limits for an attempt or a connection".to_owned()
            } else {
                predicate
            };
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans(|policy| &policy.timeout)),
            );
        }
    }
}
