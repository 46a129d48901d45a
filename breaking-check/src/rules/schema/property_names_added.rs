//! The names of properties must obey a schema.
//!
//! # Why it breaks
//! Whoever uses other names is refused.
//! # Example
//! ```yaml,base
//! type: object
//! additionalProperties: { type: integer }
//! ```
//! ```yaml,revision
//! type: object
//! additionalProperties: { type: integer }
//! propertyNames: { maxLength: 3 }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking other names.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct PropertyNamesAdded;

impl Rule for PropertyNamesAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("property-names-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["propertyNames"], Happened::Added, |_| {
            "must have property names that `propertyNames` takes".to_owned()
        }) {
            changes.push(found);
        }
    }
}
