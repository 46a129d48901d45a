//! Properties that are not declared may be there.
//!
//! # Why it breaks
//! Readers that refuse other keys, as the base allowed them to, fail.
//! # Example
//! ```yaml,base,response
//! type: object
//! additionalProperties: false
//! ```
//! ```yaml,revision,response
//! type: object
//! additionalProperties: true
//! ```
//! # Not reported when
//! The revision declares properties and says nothing of others, and senders are held to send what they declare (the
//! declared world).
//! # Evolve instead
//! Put new keys under one declared property.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct AdditionalPropertiesOpened;

impl Rule for AdditionalPropertiesOpened {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("additional-properties-opened")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.base.closed && !pair.revision.closed {
            let declared = pair.revision.declares_its_keys(changes.world());
            changes.push(
                Difference::schema(
                    Effect::of(false, !declared),
                    "may now hold undeclared properties",
                )
                .at((
                    pair.base.span_of_any(KEYWORDS),
                    pair.revision.span_of_any(KEYWORDS),
                ))
                .gained(Probe::UnknownKey),
            );
        }
    }
}

const KEYWORDS: &[&str] = &["additionalProperties", "unevaluatedProperties"];
