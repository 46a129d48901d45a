//! The names of properties need no longer obey a schema.
//!
//! # Why it breaks
//! Readers meet names that they were promised never to see.
//! # Example
//! ```yaml,base,response
//! type: object
//! additionalProperties: { type: integer }
//! propertyNames: { maxLength: 3 }
//! ```
//! ```yaml,revision,response
//! type: object
//! additionalProperties: { type: integer }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Keep to the names.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct PropertyNamesRemoved;

impl Rule for PropertyNamesRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("property-names-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["propertyNames"], Happened::Removed, |_| {
            "may have property names that `propertyNames` refused".to_owned()
        }) {
            changes.push(found);
        }
    }
}
