//! What stands at keys that match a pattern need no longer obey a schema.
//!
//! # Why it breaks
//! Readers meet values at such keys that the base excluded.
//! # Example
//! ```yaml,base,response
//! type: object
//! additionalProperties: true
//! patternProperties: { "^x-": { type: string } }
//! ```
//! ```yaml,revision,response
//! type: object
//! additionalProperties: true
//! ```
//! # Not reported when
//! The revision declares properties, says nothing of others, and senders are held to send what they declare (the declared
//! world). Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Keep the schema.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PatternPropertyRemoved;

impl Rule for PatternPropertyRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("pattern-property-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for (pattern, schemas) in &pair.base.pattern_properties {
            if pair.revision.pattern_properties.contains_key(pattern) {
                continue;
            }
            let frees = !pair.revision.closed && !pair.revision.declares_its_keys(changes.world());
            let closes = pair.revision.closed || !pair.revision.additional.is_empty();
            let span = schemas.first().map(|id| pair.sides.base.schema(*id).span);
            let probe = Probe::Matching((*pattern).to_owned());
            changes.push(
                Difference::schema(
                    Effect::of(closes, frees),
                    format!("has no schema any more for keys that match `{pattern}`"),
                )
                .at((span, pair.revision.span_of("patternProperties")))
                .lost(probe.clone())
                .gained(probe)
                .unless_equal(),
            );
        }
    }
}
