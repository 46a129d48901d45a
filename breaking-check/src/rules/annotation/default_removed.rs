//! What is meant by leaving a value out is no longer said: its `default` is gone.
//!
//! # Why it breaks
//! Whoever leaves it out no longer knows what that means, and code that asks for the default does not find it.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { limit: { type: integer, default: 20 } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { limit: { type: integer } }
//! ```
//! # Not reported when
//! Another default takes its place: see `default-changed`.
//! # Evolve instead
//! Keep the default.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct DefaultRemoved;

impl Rule for DefaultRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("default-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 9.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if let (Some(default), None) = (pair.base.notes.default, pair.revision.notes.default) {
            changes.push(
                Difference::schema(
                    Effect::Equal,
                    format!("has no default any more (it was {})", default.to_json()),
                )
                .at(pair.spans("default"))
                .losing_names(),
            );
        }
    }
}
