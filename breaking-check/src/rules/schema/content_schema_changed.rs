//! A text carries a document of another kind: `contentSchema` came, went or changed.
//!
//! # Why it breaks
//! Validation does not look into texts, but whoever decodes them does, and finds another document.
//! # Example
//! ```yaml,base
//! type: string
//! contentMediaType: application/json
//! contentSchema: { type: object, required: [id] }
//! ```
//! ```yaml,revision
//! type: string
//! contentMediaType: application/json
//! contentSchema: { type: object, required: [id, sum] }
//! ```
//! # Not reported when
//! The schema was only written in other words.
//! # Evolve instead
//! Add a property of another name for the new document.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ContentSchemaChanged;

impl Rule for ContentSchemaChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("content-schema-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 8.5");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for happened in [Happened::Added, Happened::Removed, Happened::Changed] {
            let says = |_: &str| "carries a document of another kind (`contentSchema`)".to_owned();
            for found in pair.under(&["contentSchema"], happened, says) {
                changes.push(found.misleading_readers());
            }
        }
    }
}
