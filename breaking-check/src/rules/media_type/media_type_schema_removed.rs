//! A body that had a schema can be anything now.
//!
//! # Why it breaks
//! Readers decode what the schema promised and meet something else.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, content: { application/json: {} } } }
//! ```
//! # Not reported when
//! The schema took everything: then it is information.
//! # Evolve instead
//! Keep the schema and let it grow.

use crate::direction::Effect;
use crate::pairing::MediaTypePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct MediaTypeSchemaRemoved;

impl Rule for MediaTypeSchemaRemoved {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::error("media-type-schema-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Media Type Object, schema");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.schema.is_some()
            && revision.schema.is_none()
        {
            changes.push(
                Difference::message(Effect::Wider, "no longer has a schema", pair.plan())
                    .at((Some(base.span), Some(revision.span)))
                    .changing_types(),
            );
        }
    }
}
