//! A value is promised more than before: its `x-stability-level` is higher.
//!
//! # Example
//! ```yaml,base,harmless
//! type: object
//! properties: { limit: { type: integer, x-stability-level: beta } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { limit: { type: integer, x-stability-level: stable } }
//! ```
//! # Not reported when
//! The level is none of `draft`, `alpha`, `beta` and `stable`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct SchemaStabilityIncreased;

impl Rule for SchemaStabilityIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::info("schema-stability-increased")
        .since("0.1.0")
        .cites("x-stability-level: draft, alpha, beta, stable");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if let Some((before, now)) = pair.stability()
            && now > before
        {
            changes.push(
                Difference::schema(
                    Effect::Equal,
                    format!(
                        "changed its stability from {} to {}",
                        before.name(),
                        now.name()
                    ),
                )
                .at(pair.spans("x-stability-level")),
            );
        }
    }
}
