//! Objects that hold one property must obey a further schema.
//!
//! # Why it breaks
//! Whoever sends the property without what the schema asks for is refused.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! dependentSchemas: { card: { properties: { cvc: { minLength: 3 } } } }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Ask for more in a new alternative with a name of its own.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct DependentSchemaAdded;

impl Rule for DependentSchemaAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("dependent-schema-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.2.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["dependentSchemas"], Happened::Added, |property| {
            format!("must obey more where `{property}` is present")
        }) {
            changes.push(found);
        }
    }
}
