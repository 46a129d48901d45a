//! Other values must obey more than before, or they must obey something else: `if`, `then` or `else` changed.
//!
//! # Why it breaks
//! A value of the case that the condition names may lack what it asks for now.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { kind: { type: string }, iban: { type: string }, bic: { type: string } }
//! if: { properties: { kind: { const: bank } }, required: [kind] }
//! then: { required: [iban] }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { kind: { type: string }, iban: { type: string }, bic: { type: string } }
//! if: { properties: { kind: { const: bank } }, required: [kind] }
//! then: { required: [iban, bic] }
//! ```
//! # Not reported when
//! The whole condition came or went: see `condition-added` and `condition-removed`. Both schemas are proved to take the
//! same values all the same.
//! # Evolve instead
//! Leave the cases as they are and add one of another name.

use crate::rule::{Changes, Rule, RuleMeta};
use crate::schema_pair::{Happened, SchemaPair};

#[derive(Debug)]
pub(crate) struct ConditionChanged;

impl Rule for ConditionChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("condition-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let of = |keyword: &str| {
            pair.under
                .iter()
                .any(|own| own.keyword == keyword && own.is_on_both())
        };
        if !of("if") {
            return;
        }
        let says = |_: &str| "must obey something else in the case that `if` names".to_owned();
        let found = [Happened::Added, Happened::Removed]
            .into_iter()
            .flat_map(|happened| pair.under(&["then", "else"], happened, says))
            .chain(pair.under(&["if", "then", "else"], Happened::Changed, says));
        for found in found {
            changes.push(found);
        }
    }
}
