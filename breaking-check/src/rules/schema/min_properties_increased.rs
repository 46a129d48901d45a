//! An object must hold more properties than before.
//!
//! # Why it breaks
//! Whoever sends fewer is refused.
//! # Example
//! ```yaml,base
//! type: object
//! additionalProperties: { type: string }
//! minProperties: 1
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: { type: string }
//! minProperties: 2
//! ```
//! # Not reported when
//! Both sides allow the same numbers of properties for other reasons: then it is no change.
//! # Evolve instead
//! Keep taking the smaller objects.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MinPropertiesIncreased;

impl Rule for MinPropertiesIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("min-properties-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.min_properties.unwrap_or(0),
            pair.revision.min_properties.unwrap_or(0),
        );
        if pair.both_take(Type::Object) && revision > base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed(
                        "minProperties",
                        pair.base.min_properties,
                        pair.revision.min_properties,
                    ),
                )
                .at(pair.spans("minProperties"))
                .lost(Probe::Members(base))
                .unless_equal(),
            );
        }
    }
}
