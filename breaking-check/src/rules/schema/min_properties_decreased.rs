//! An object may hold fewer properties than before.
//!
//! # Why it breaks
//! Readers count on what the base promised and meet less.
//! # Example
//! ```yaml,base,response
//! type: object
//! additionalProperties: { type: string }
//! minProperties: 2
//! ```
//! ```yaml,revision,response
//! type: object
//! additionalProperties: { type: string }
//! minProperties: 1
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
pub(crate) struct MinPropertiesDecreased;

impl Rule for MinPropertiesDecreased {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("min-properties-decreased")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.min_properties.unwrap_or(0),
            pair.revision.min_properties.unwrap_or(0),
        );
        if pair.both_take(Type::Object) && revision < base {
            changes.push(
                Difference::schema(
                    Effect::Wider,
                    count_changed(
                        "minProperties",
                        pair.base.min_properties,
                        pair.revision.min_properties,
                    ),
                )
                .at(pair.spans("minProperties"))
                .gained(Probe::Members(revision))
                .unless_equal(),
            );
        }
    }
}
