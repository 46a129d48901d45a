//! Only listed values are allowed where the list was open: `x-extensible-enum` became `enum`.
//!
//! # Why it breaks
//! Whoever sends any other value is refused.
//! # Example
//! ```yaml,base
//! type: string
//! x-extensible-enum: [open, paid]
//! ```
//! ```yaml,revision
//! type: string
//! enum: [open, paid]
//! ```
//! # Not reported when
//! There was no list before: see `enum-added`.
//! # Evolve instead
//! Keep the list open.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct EnumClosed;

impl Rule for EnumClosed {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("enum-closed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if base.enumeration.is_none()
            && base.notes.extensible.is_some()
            && revision.enumeration.is_some()
            && base.types == revision.types
        {
            let spans = (
                base.span_of("x-extensible-enum"),
                revision.span_of_any(&["enum", "const"]),
            );
            changes.push(
                Difference::schema(Effect::Narrower, "is now limited to the listed values")
                    .at(spans)
                    .lost(Probe::Anything)
                    .changing_types(),
            );
        }
    }
}
