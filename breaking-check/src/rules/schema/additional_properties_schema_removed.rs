//! Properties that are not declared need no longer obey a schema.
//!
//! # Why it breaks
//! Readers meet values under other keys that the base excluded.
//! # Example
//! ```yaml,base,response
//! type: object
//! additionalProperties: { type: integer }
//! ```
//! ```yaml,revision,response
//! type: object
//! ```
//! # Not reported when
//! They are no longer allowed at all: see `additional-properties-closed`. The revision declares properties and says
//! nothing of others, and senders are held to send what they declare (the declared world).
//! # Evolve instead
//! Keep the schema.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct AdditionalPropertiesSchemaRemoved;

impl Rule for AdditionalPropertiesSchemaRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("additional-properties-schema-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if pair.both_take(Type::Object)
            && revision.additional.is_empty()
            && !revision.closed
            && !base.additional.is_empty()
        {
            let declared = revision.declares_its_keys(changes.world());
            changes.push(
                Difference::schema(
                    Effect::of(false, !declared),
                    "may hold undeclared properties of any kind",
                )
                .at((
                    base.span_of_any(&["additionalProperties", "unevaluatedProperties"]),
                    revision.span(),
                ))
                .gained(Probe::UnknownKey)
                .changing_types()
                .unless_equal(),
            );
        }
    }
}
