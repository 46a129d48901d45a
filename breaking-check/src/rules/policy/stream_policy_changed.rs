//! A stream ends in another way, reports failures in another way or is asked for in another way.
//!
//! # Why it breaks
//! Deployed clients take the new last line for a value, or wait for one that never comes; they take a failure for a
//! value.
//! # Example
//! ```yaml,base
//! x-countersign-stream: { sentinel: "[DONE]" }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-countersign-stream: { sentinel: "[END]" }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Only whether a stream may be taken up again changed: that is advice.
//! # Evolve instead
//! Leave what deployed clients wait for.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct StreamPolicyChanged;

impl Rule for StreamPolicyChanged {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::warning("stream-policy-changed")
        .since("0.1.0")
        .cites("x-countersign-stream");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        let (old, new) = (
            &pair.base.policy.stream.value,
            &pair.revision.policy.stream.value,
        );
        if (&old.sentinel, &old.error_event, &old.condition)
            != (&new.sentinel, &new.error_event, &new.condition)
        {
            let predicate =
                "ends its stream, reports failures in it or is asked for it in another way";
            let reason = "no schema has what a stream consists of beside its items";
            changes.push(
                Difference::undecided(Effect::Withdrawn, predicate, reason)
                    .at(pair.spans(|policy| &policy.stream)),
            );
        }
    }
}
