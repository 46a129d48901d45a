//! What stands in `x-stability-level` is no level.
//!
//! # Why it breaks
//! Nobody can tell what is promised. It is compared as a stable operation.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! x-stability-level: solid
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The base says the same.
//! # Evolve instead
//! Write `draft`, `alpha`, `beta` or `stable`.

use crate::direction::Effect;
use crate::pairing::LifecyclePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct StabilityInvalid;

impl Rule for StabilityInvalid {
    type Subject<'c> = LifecyclePair<'c>;
    const META: RuleMeta = RuleMeta::warning("stability-invalid")
        .since("0.1.0")
        .cites("x-stability-level: draft, alpha, beta, stable");

    fn check(pair: &LifecyclePair<'_>, changes: &mut Changes) {
        if let (true, Err(written)) = (pair.has_stability, pair.revision.stability())
            && pair.base.stability() != Err(written.clone())
        {
            let predicate = format!("has a stability level that is none: {written}");
            let reason = "nobody can tell what is promised";
            changes.push(
                Difference::undecided(Effect::Withdrawn, predicate, reason)
                    .at(pair.stability_spans()),
            );
        }
    }
}
