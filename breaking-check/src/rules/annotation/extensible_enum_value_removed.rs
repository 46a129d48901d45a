//! A value is no longer listed in `x-extensible-enum`.
//!
//! # Why it breaks
//! Nothing is refused, but whoever sends the value is no longer understood.
//! # Example
//! ```yaml,base
//! type: string
//! x-extensible-enum: [open, paid, lost]
//! ```
//! ```yaml,revision
//! type: string
//! x-extensible-enum: [open, paid]
//! ```
//! # Not reported when
//! The list was closed before or is closed now: see `enum-opened` and `enum-closed`.
//! # Evolve instead
//! Go on listing the value, and treat it as its successor.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct ExtensibleEnumValueRemoved;

impl Rule for ExtensibleEnumValueRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("extensible-enum-value-removed")
        .since("0.1.0")
        .cites("x-extensible-enum: known values of an open list");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (Some(base), Some(revision)) =
            (&pair.base.notes.extensible, &pair.revision.notes.extensible)
        else {
            return;
        };
        let values: Vec<String> = base
            .iter()
            .filter(|value| !revision.contains(value))
            .map(|value| value.to_json().to_string())
            .collect();
        if !values.is_empty() {
            changes.push(
                Difference::schema(
                    Effect::Equal,
                    format!("no longer knows {}", values.join(", ")),
                )
                .at(pair.spans("x-extensible-enum"))
                .changing_meaning(),
            );
        }
    }
}
