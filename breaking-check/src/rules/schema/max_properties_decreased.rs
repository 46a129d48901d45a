//! An object may hold fewer properties at most.
//!
//! # Why it breaks
//! Whoever sends more is refused.
//! # Example
//! ```yaml,base
//! type: object
//! additionalProperties: { type: string }
//! maxProperties: 8
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: { type: string }
//! maxProperties: 4
//! ```
//! # Not reported when
//! Both sides allow the same numbers of properties for other reasons: then it is no change.
//! # Evolve instead
//! Keep taking the larger objects.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, count_changed};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MaxPropertiesDecreased;

impl Rule for MaxPropertiesDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("max-properties-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.max_properties.unwrap_or(u64::MAX),
            pair.revision.max_properties.unwrap_or(u64::MAX),
        );
        if pair.both_take(Type::Object) && revision < base {
            changes.push(
                Difference::schema(
                    Effect::Narrower,
                    count_changed(
                        "maxProperties",
                        pair.base.max_properties,
                        pair.revision.max_properties,
                    ),
                )
                .at(pair.spans("maxProperties"))
                .lost(Probe::Members(revision.saturating_add(1)))
                .unless_equal(),
            );
        }
    }
}
