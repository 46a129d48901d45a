//! Values are no longer listed.
//!
//! # Why it breaks
//! Readers that know only the listed values meet others.
//! # Example
//! ```yaml,base,response
//! type: string
//! enum: [open, paid]
//! ```
//! ```yaml,revision,response
//! type: string
//! ```
//! # Not reported when
//! Values were only added to the list: see `enum-value-added`. The list became an open one: see `enum-opened`.
//! # Evolve instead
//! Keep the list and extend it.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct EnumRemoved;

impl Rule for EnumRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("enum-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.base.enumeration.is_some()
            && pair.revision.enumeration.is_none()
            && pair.revision.notes.extensible.is_none()
            && pair.base.types == pair.revision.types
        {
            changes.push(
                Difference::schema(Effect::Wider, "is no longer limited to listed values")
                    .at(pair.list_spans())
                    .gained(Probe::Anything)
                    .changing_types(),
            );
        }
    }
}
