//! A list must contain an item of another kind.
//!
//! # Why it breaks
//! A list with an item of the old kind need not have one of the new kind.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: string }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Widen the kind and keep the old items in.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ContainsChanged;

impl Rule for ContainsChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("contains-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["contains"], Happened::Changed, |_| {
            "must contain an item of another kind".to_owned()
        }) {
            changes.push(found);
        }
    }
}
