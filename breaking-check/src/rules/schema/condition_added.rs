//! Some values must obey more: an `if` with its `then` or `else` is new.
//!
//! # Why it breaks
//! Values of the case that the condition names are refused where they lack what it asks for.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { kind: { type: string }, iban: { type: string }, bic: { type: string } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { kind: { type: string }, iban: { type: string }, bic: { type: string } }
//! if: { properties: { kind: { const: bank } }, required: [kind] }
//! then: { required: [iban] }
//! ```
//! # Not reported when
//! `then` or `else` joined an `if` that was there: see `condition-changed`. Both schemas are proved to take the same
//! values all the same.
//! # Evolve instead
//! Ask for more in a new alternative with a name of its own.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ConditionAdded;

impl Rule for ConditionAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("condition-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.under(&["if"], Happened::Added, |_| {
            "must obey more in the case that `if` names".to_owned()
        }) {
            changes.push(found);
        }
    }
}
