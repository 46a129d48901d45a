//! A further value is listed in `x-extensible-enum`.
//!
//! # Example
//! ```yaml,base,harmless
//! type: string
//! x-extensible-enum: [open, paid]
//! ```
//! ```yaml,revision
//! type: string
//! x-extensible-enum: [open, paid, lost]
//! ```
//! # Not reported when
//! The list was closed before or is closed now: see `enum-opened` and `enum-closed`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct ExtensibleEnumValueAdded;

impl Rule for ExtensibleEnumValueAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::info("extensible-enum-value-added")
        .since("0.1.0")
        .cites("x-extensible-enum: known values of an open list");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (Some(base), Some(revision)) =
            (&pair.base.notes.extensible, &pair.revision.notes.extensible)
        else {
            return;
        };
        let values: Vec<String> = revision
            .iter()
            .filter(|value| !base.contains(value))
            .map(|value| value.to_json().to_string())
            .collect();
        if !values.is_empty() {
            changes.push(
                Difference::schema(
                    Effect::Equal,
                    format!("now also knows {}", values.join(", ")),
                )
                .at(pair.spans("x-extensible-enum")),
            );
        }
    }
}
