//! A listed value is no longer allowed.
//!
//! # Why it breaks
//! Whoever sends it is refused.
//! # Example
//! ```yaml,base
//! type: string
//! enum: [open, paid, cancelled]
//! ```
//! ```yaml,revision
//! type: string
//! enum: [open, paid]
//! ```
//! # Not reported when
//! The list is gone altogether: see `enum-removed`.
//! # Evolve instead
//! Go on taking the value and treat it as its successor.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct EnumValueRemoved;

impl Rule for EnumValueRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("enum-value-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if let (Some(base), Some(revision)) = (&pair.base.enumeration, &pair.revision.enumeration) {
            let lost: Vec<_> = base
                .iter()
                .filter(|value| !revision.contains(value))
                .map(|value| value.to_json())
                .collect();
            if !lost.is_empty() {
                let values: Vec<String> = lost.iter().map(ToString::to_string).collect();
                changes.push(
                    Difference::schema(
                        Effect::Narrower,
                        format!("no longer takes {}", values.join(", ")),
                    )
                    .at(pair.list_spans())
                    .lost(Probe::Values(lost))
                    .changing_types(),
                );
            }
        }
    }
}
