//! A body that could be anything has a schema now.
//!
//! # Why it breaks
//! Callers sent whatever the base let them; what the schema does not take is refused.
//! # Example
//! ```yaml,base
//! requestBody: { content: { application/json: {} } }
//! ```
//! ```yaml,revision
//! requestBody: { content: { application/json: { schema: { type: object } } } }
//! ```
//! # Not reported when
//! The schema takes everything: then it is information.
//! # Evolve instead
//! Write down what you received so far, and refuse nothing of it.

use crate::direction::Effect;
use crate::pairing::MediaTypePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct MediaTypeSchemaAdded;

impl Rule for MediaTypeSchemaAdded {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::error("media-type-schema-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Media Type Object, schema");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.schema.is_none()
            && revision.schema.is_some()
        {
            changes.push(
                Difference::message(Effect::Narrower, "now has a schema", pair.plan())
                    .at((Some(base.span), Some(revision.span)))
                    .changing_types(),
            );
        }
    }
}
