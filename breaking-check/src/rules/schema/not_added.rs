//! Values that a schema takes are excluded.
//!
//! # Why it breaks
//! Whoever sends an excluded value is refused.
//! # Example
//! ```yaml,base
//! type: string
//! ```
//! ```yaml,revision
//! type: string
//! not: { const: root }
//! ```
//! # Not reported when
//! Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking the values, and treat them as others.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct NotAdded;

impl Rule for NotAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("not-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.1.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["not"], Happened::Added, |_| {
            "must not be what `not` names".to_owned()
        }) {
            changes.push(found);
        }
    }
}
