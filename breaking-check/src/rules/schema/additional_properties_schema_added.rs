//! Properties that are not declared must obey a schema.
//!
//! # Why it breaks
//! Whoever sends something else under a key of its own is refused.
//! # Example
//! ```yaml,base
//! type: object
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: { type: integer }
//! ```
//! # Not reported when
//! They were not allowed before: see `additional-properties-opened`. The base declares properties and says nothing of
//! others, and senders are held to send what they declare (the declared world).
//! # Evolve instead
//! Go on taking other values.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct AdditionalPropertiesSchemaAdded;

impl Rule for AdditionalPropertiesSchemaAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("additional-properties-schema-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if pair.both_take(Type::Object)
            && base.additional.is_empty()
            && !base.closed
            && !revision.additional.is_empty()
        {
            let declared = base.declares_its_keys(changes.world());
            changes.push(
                Difference::schema(
                    Effect::of(!declared, false),
                    "takes only undeclared properties that obey a schema",
                )
                .at((
                    base.span(),
                    revision.span_of_any(&["additionalProperties", "unevaluatedProperties"]),
                ))
                .lost(Probe::UnknownKey)
                .changing_types()
                .unless_equal(),
            );
        }
    }
}
