//! Properties that are not declared are no longer allowed.
//!
//! # Why it breaks
//! Whoever sends other keys is refused.
//! # Example
//! ```yaml,base
//! type: object
//! additionalProperties: true
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: false
//! ```
//! # Not reported when
//! The base declares properties and says nothing of others, and senders are held to send what they declare (the
//! declared world).
//! # Evolve instead
//! Ignore unknown keys instead.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct AdditionalPropertiesClosed;

impl Rule for AdditionalPropertiesClosed {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("additional-properties-closed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if !pair.base.closed && pair.revision.closed {
            let declared = pair.base.declares_its_keys(changes.world());
            changes.push(
                Difference::schema(
                    Effect::of(!declared, false),
                    "no longer takes undeclared properties",
                )
                .at((
                    pair.base.span_of_any(KEYWORDS),
                    pair.revision.span_of_any(KEYWORDS),
                ))
                .lost(Probe::UnknownKey),
            );
        }
    }
}

const KEYWORDS: &[&str] = &["additionalProperties", "unevaluatedProperties"];
