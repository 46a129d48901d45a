//! Objects that hold one property must obey another schema.
//!
//! # Why it breaks
//! A value that was taken beside the property may be refused now.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! dependentSchemas: { card: { properties: { cvc: { minLength: 3 } } } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! dependentSchemas: { card: { properties: { cvc: { minLength: 4 } } } }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Widen the schema and keep the old values in.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct DependentSchemaChanged;

impl Rule for DependentSchemaChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("dependent-schema-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["dependentSchemas"], Happened::Changed, |property| {
            format!("must obey something else where `{property}` is present")
        }) {
            changes.push(found);
        }
    }
}
