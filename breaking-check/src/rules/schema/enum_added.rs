//! Only listed values are allowed now.
//!
//! # Why it breaks
//! Whoever sends any other value is refused.
//! # Example
//! ```yaml,base
//! type: string
//! ```
//! ```yaml,revision
//! type: string
//! enum: [open, paid]
//! ```
//! # Not reported when
//! There was a list before: see `enum-value-removed`. There was an open list before: see `enum-closed`.
//! # Evolve instead
//! Document the values you know and go on taking others.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct EnumAdded;

impl Rule for EnumAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("enum-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.base.enumeration.is_none()
            && pair.base.notes.extensible.is_none()
            && pair.revision.enumeration.is_some()
            && pair.base.types == pair.revision.types
        {
            changes.push(
                Difference::schema(Effect::Narrower, "is now limited to listed values")
                    .at(pair.list_spans())
                    .lost(Probe::Anything)
                    .changing_types(),
            );
        }
    }
}
