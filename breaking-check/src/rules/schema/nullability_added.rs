//! A value may now be `null`.
//!
//! # Why it breaks
//! Readers that do not expect `null` fail on it.
//! # Example
//! ```yaml,base,response
//! type: string
//! ```
//! ```yaml,revision,response
//! type: [string, "null"]
//! ```
//! # Not reported when
//! The value was of any type before.
//! # Evolve instead
//! Leave the property out instead, if it is optional, or add another one.

use serde_json::Value;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct NullabilityAdded;

impl Rule for NullabilityAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("nullability-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let comparable = pair.base.types.is_some() == pair.revision.types.is_some();
        if !pair.base.nullable && pair.revision.nullable && comparable {
            changes.push(
                Difference::schema(Effect::Wider, "may now be null")
                    .at(pair.spans("type"))
                    .gained(Probe::Values(vec![Value::Null]))
                    .changing_types(),
            );
        }
    }
}
