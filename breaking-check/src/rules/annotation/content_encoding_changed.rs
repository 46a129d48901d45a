//! A text is encoded in another way: `contentEncoding` came, went or changed.
//!
//! # Why it breaks
//! Validation does not look at encodings, but whoever decodes the text does, and gets other bytes or none.
//! # Example
//! ```yaml,base
//! type: string
//! contentEncoding: base64
//! ```
//! ```yaml,revision
//! type: string
//! contentEncoding: base64url
//! ```
//! # Not reported when
//! `format` says the encoding: see `format-changed`.
//! # Evolve instead
//! Add a property of another name with the new encoding.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct ContentEncodingChanged;

impl Rule for ContentEncodingChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("content-encoding-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 8.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (
            pair.base.notes.content_encoding,
            pair.revision.notes.content_encoding,
        );
        if base != revision {
            let named = |encoding: Option<&str>| encoding.unwrap_or("none").to_owned();
            let predicate = format!(
                "changed its contentEncoding from {} to {}",
                named(base),
                named(revision)
            );
            changes.push(
                Difference::schema(Effect::Equal, predicate)
                    .at(pair.spans("contentEncoding"))
                    .misleading_readers(),
            );
        }
    }
}
