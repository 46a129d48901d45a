//! Other values are excluded than before.
//!
//! # Why it breaks
//! A value that was taken may be excluded now.
//! # Example
//! ```yaml,base
//! type: string
//! not: { enum: [root] }
//! ```
//! ```yaml,revision
//! type: string
//! not: { enum: [root, admin] }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Exclude no more values than before.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct NotChanged;

impl Rule for NotChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("not-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.1.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["not"], Happened::Changed, |_| {
            "excludes other values than before".to_owned()
        }) {
            changes.push(found);
        }
    }
}
