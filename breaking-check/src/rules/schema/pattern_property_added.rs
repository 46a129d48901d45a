//! What stands at keys that match a pattern must obey a schema.
//!
//! # Why it breaks
//! Whoever sends something else at such a key is refused.
//! # Example
//! ```yaml,base
//! type: object
//! additionalProperties: true
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: true
//! patternProperties: { "^x-": { type: string } }
//! ```
//! # Not reported when
//! The base declares properties, says nothing of others, and senders are held to send what they declare (the declared
//! world). Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking other values there.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PatternPropertyAdded;

impl Rule for PatternPropertyAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("pattern-property-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for (pattern, schemas) in &pair.revision.pattern_properties {
            if pair.base.pattern_properties.contains_key(pattern) {
                continue;
            }
            let constrains = !pair.base.closed && !pair.base.declares_its_keys(changes.world());
            let opens = pair.base.closed || !pair.base.additional.is_empty();
            let span = schemas
                .first()
                .map(|id| pair.sides.revision.schema(*id).span);
            let probe = Probe::Matching((*pattern).to_owned());
            changes.push(
                Difference::schema(
                    Effect::of(constrains, opens),
                    format!("has a schema of its own for keys that match `{pattern}`"),
                )
                .at((pair.base.span_of("patternProperties"), span))
                .lost(probe.clone())
                .gained(probe)
                .unless_equal(),
            );
        }
    }
}
