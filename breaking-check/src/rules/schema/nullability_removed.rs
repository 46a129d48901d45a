//! A value can no longer be `null`.
//!
//! # Why it breaks
//! Whoever sends `null` is refused.
//! # Example
//! ```yaml,base
//! type: [string, "null"]
//! ```
//! ```yaml,revision
//! type: string
//! ```
//! # Not reported when
//! The value may be left out instead: see `property-became-optional`.
//! # Evolve instead
//! Go on taking `null`.

use serde_json::Value;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct NullabilityRemoved;

impl Rule for NullabilityRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("nullability-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let comparable = pair.base.types.is_some() == pair.revision.types.is_some();
        if pair.base.nullable && !pair.revision.nullable && comparable {
            changes.push(
                Difference::schema(Effect::Narrower, "can no longer be null")
                    .at(pair.spans("type"))
                    .lost(Probe::Values(vec![Value::Null]))
                    .changing_types(),
            );
        }
    }
}
