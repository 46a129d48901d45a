//! A value is promised less than before: its `x-stability-level` is lower.
//!
//! # Why it breaks
//! Who relied on the promise has to reckon with changes that it excluded.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { limit: { type: integer, x-stability-level: stable } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { limit: { type: integer, x-stability-level: beta } }
//! ```
//! # Not reported when
//! The level is none of `draft`, `alpha`, `beta` and `stable`.
//! # Evolve instead
//! Keep the level.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct SchemaStabilityDecreased;

impl Rule for SchemaStabilityDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("schema-stability-decreased")
        .since("0.1.0")
        .cites("x-stability-level: draft, alpha, beta, stable");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if let Some((before, now)) = pair.stability()
            && now < before
        {
            changes.push(
                Difference::schema(
                    Effect::Withdrawn,
                    format!(
                        "changed its stability from {} to {}",
                        before.name(),
                        now.name()
                    ),
                )
                .at(pair.spans("x-stability-level"))
                .changing_meaning(),
            );
        }
    }
}
