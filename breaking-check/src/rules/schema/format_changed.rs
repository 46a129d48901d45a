//! A value has another `format`.
//!
//! # Why it breaks
//! Formats are hints to JSON Schema, but code is generated from them: a reader of dates cannot read times, one of 32
//! bits overflows at 64.
//! # Example
//! ```yaml,base
//! type: string
//! format: date
//! ```
//! ```yaml,revision
//! type: string
//! format: date-time
//! ```
//! # Not reported when
//! Type and format changed together: see `type-changed`.
//! # Evolve instead
//! Add a property of another name.

use countersign_contract::schema::Format;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::{Probe, format_members};

#[derive(Debug)]
pub(crate) struct FormatChanged;

impl Rule for FormatChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("format-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Data Type Format");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if base.types == revision.types && base.format != revision.format {
            let name = |format: Option<&Format>| format.map_or("none", Format::name).to_owned();
            let values = |format: Option<&Format>| {
                Probe::Values(format.map_or_else(
                    || vec!["text".into(), i64::MAX.into(), u64::MAX.into()],
                    format_members,
                ))
            };
            changes.push(
                Difference::schema(
                    Effect::of(revision.format.is_some(), base.format.is_some()),
                    format!(
                        "changed its format from {} to {}",
                        name(base.format),
                        name(revision.format)
                    ),
                )
                .at(pair.spans("format"))
                .lost(values(base.format))
                .gained(values(revision.format))
                .asserting_formats()
                .changing_types(),
            );
        }
    }
}
