//! The stability level of an operation is lower.
//!
//! # Why it breaks
//! Less is promised than before: at a lower level, changes come with shorter notice or none, and no comparison reports
//! those below the level that it is asked to look at.
//! # Example
//! ```yaml,base
//! x-stability-level: stable
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-stability-level: beta
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The level was one that no comparison looks at.
//! # Evolve instead
//! Leave the level; offer what is to be tried out beside it.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct StabilityDecreased;

impl Rule for StabilityDecreased {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::warning("stability-decreased")
        .since("0.1.0")
        .cites("x-stability-level: draft, alpha, beta, stable");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let (true, Ok(old), Ok(new)) = (
            pair.has_stability,
            pair.base.stability(),
            pair.revision.stability(),
        ) && new < old
        {
            let predicate = format!("is now {} and no longer {}", new.name(), old.name());
            let reason = "it works today, and its next change may come without notice";
            changes.push(
                Difference::undecided(Effect::Withdrawn, predicate, reason)
                    .at(pair.stability_spans()),
            );
        }
    }
}
