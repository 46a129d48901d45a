//! Objects that hold one property need no longer obey a further schema.
//!
//! # Why it breaks
//! Readers of such objects meet values that the base excluded.
//! # Example
//! ```yaml,base,response
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! dependentSchemas: { card: { properties: { cvc: { minLength: 3 } } } }
//! ```
//! ```yaml,revision,response
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Keep to the schema.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct DependentSchemaRemoved;

impl Rule for DependentSchemaRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("dependent-schema-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["dependentSchemas"], Happened::Removed, |property| {
            format!("need no longer obey more where `{property}` is present")
        }) {
            changes.push(found);
        }
    }
}
