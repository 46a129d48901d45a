//! A list must contain an item of a kind.
//!
//! # Why it breaks
//! Whoever sends a list without one is refused.
//! # Example
//! ```yaml,base
//! type: array
//! items: { type: [string, integer] }
//! ```
//! ```yaml,revision
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking lists without one.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ContainsAdded;

impl Rule for ContainsAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("contains-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["contains"], Happened::Added, |_| {
            "must now contain an item that `contains` describes".to_owned()
        }) {
            changes.push(found);
        }
    }
}
