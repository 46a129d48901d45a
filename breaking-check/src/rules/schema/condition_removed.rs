//! Some values need obey less: an `if` with its `then` or `else` is gone.
//!
//! # Why it breaks
//! Readers of the case that the condition named meet values that lack what it promised.
//! # Example
//! ```yaml,base,response
//! type: object
//! properties: { kind: { type: string }, iban: { type: string }, bic: { type: string } }
//! if: { properties: { kind: { const: bank } }, required: [kind] }
//! then: { required: [iban] }
//! ```
//! ```yaml,revision,response
//! type: object
//! properties: { kind: { type: string }, iban: { type: string }, bic: { type: string } }
//! ```
//! # Not reported when
//! `then` or `else` went and the `if` is still there: see `condition-changed`. Both schemas are proved to take the same
//! values all the same.
//! # Evolve instead
//! Keep the condition.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ConditionRemoved;

impl Rule for ConditionRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("condition-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["if"], Happened::Removed, |_| {
            "need no longer obey more in the case that `if` named".to_owned()
        }) {
            changes.push(found);
        }
    }
}
