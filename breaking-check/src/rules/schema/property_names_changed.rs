//! The names of properties must obey another schema.
//!
//! # Why it breaks
//! A name that was taken may be refused now.
//! # Example
//! ```yaml,base
//! type: object
//! additionalProperties: { type: integer }
//! propertyNames: { maxLength: 3 }
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: { type: integer }
//! propertyNames: { maxLength: 2 }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Widen what is taken as a name.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct PropertyNamesChanged;

impl Rule for PropertyNamesChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("property-names-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["propertyNames"], Happened::Changed, |_| {
            "must have other property names".to_owned()
        }) {
            changes.push(found);
        }
    }
}
