//! An object may hold more properties at most.
//!
//! # Why it breaks
//! Readers that reserved room for what the base promised meet more.
//! # Example
//! ```yaml,base,response
//! type: object
//! additionalProperties: { type: string }
//! maxProperties: 4
//! ```
//! ```yaml,revision,response
//! type: object
//! additionalProperties: { type: string }
//! maxProperties: 8
//! ```
//! # Not reported when
//! Both sides allow the same numbers of properties for other reasons: then it is no change.
//! # Evolve instead
//! Keep the bound.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MaxPropertiesIncreased;

impl Rule for MaxPropertiesIncreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("max-properties-increased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.max_properties.unwrap_or(u64::MAX),
            pair.revision.max_properties.unwrap_or(u64::MAX),
        );
        if pair.both_take(Type::Object) && revision > base {
            changes.push(
                Difference::schema(
                    Effect::Wider,
                    count_changed(
                        "maxProperties",
                        pair.base.max_properties,
                        pair.revision.max_properties,
                    ),
                )
                .at(pair.spans("maxProperties"))
                .gained(Probe::Members(base.saturating_add(1)))
                .unless_equal(),
            );
        }
    }
}
