//! What is meant by leaving a value out is now said: it has a `default`.
//!
//! # Example
//! ```yaml,base,harmless
//! type: object
//! properties: { limit: { type: integer } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { limit: { type: integer, default: 20 } }
//! ```
//! # Not reported when
//! There was another default before: see `default-changed`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct DefaultAdded;

impl Rule for DefaultAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::info("default-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 9.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if let (None, Some(default)) = (pair.base.notes.default, pair.revision.notes.default) {
            changes.push(
                Difference::schema(
                    Effect::Equal,
                    format!("has the default {} now", default.to_json()),
                )
                .at(pair.spans("default")),
            );
        }
    }
}
