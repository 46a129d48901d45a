//! A text carries another media type: `contentMediaType` came, went or changed.
//!
//! # Why it breaks
//! Validation does not look into texts, but whoever decodes them does, and finds another document.
//! # Example
//! ```yaml,base
//! type: string
//! contentMediaType: application/json
//! ```
//! ```yaml,revision
//! type: string
//! contentMediaType: application/xml
//! ```
//! # Not reported when
//! The media type of the whole body changed: see `media-type-added` and `media-type-removed`.
//! # Evolve instead
//! Add a property of another name with the new media type.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct ContentMediaTypeChanged;

impl Rule for ContentMediaTypeChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("content-media-type-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 8.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.notes.content_media_type,
            pair.revision.notes.content_media_type,
        );
        if base != revision {
            let named = |media_type: Option<&str>| media_type.unwrap_or("none").to_owned();
            let predicate = format!(
                "changed its contentMediaType from {} to {}",
                named(base),
                named(revision)
            );
            changes.push(
                Difference::schema(Effect::Equal, predicate)
                    .at(pair.spans("contentMediaType"))
                    .misleading_readers(),
            );
        }
    }
}
