//! A list need no longer contain an item of a kind.
//!
//! # Why it breaks
//! Readers look for the item that the base promised and do not find it.
//! # Example
//! ```yaml,base,response
//! type: array
//! items: { type: [string, integer] }
//! contains: { type: integer }
//! ```
//! ```yaml,revision,response
//! type: array
//! items: { type: [string, integer] }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on sending one.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ContainsRemoved;

impl Rule for ContainsRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("contains-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.1.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["contains"], Happened::Removed, |_| {
            "need no longer contain an item that `contains` described".to_owned()
        }) {
            changes.push(found);
        }
    }
}
