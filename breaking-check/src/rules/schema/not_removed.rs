//! Values that were excluded may appear.
//!
//! # Why it breaks
//! Readers meet values that they were promised never to see.
//! # Example
//! ```yaml,base,response
//! type: string
//! not: { const: root }
//! ```
//! ```yaml,revision,response
//! type: string
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Keep the exclusion.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct NotRemoved;

impl Rule for NotRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("not-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.1.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["not"], Happened::Removed, |_| {
            "may now be what `not` excluded".to_owned()
        }) {
            changes.push(found);
        }
    }
}
