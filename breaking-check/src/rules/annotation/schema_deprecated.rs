//! A value is deprecated: its schema says so now.
//!
//! # Example
//! ```yaml,base,harmless
//! type: object
//! properties: { limit: { type: integer } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { limit: { type: integer, deprecated: true, x-sunset: "2030-01-01" } }
//! ```
//! # Not reported when
//! An operation or a parameter as a whole is deprecated: see `operation-deprecated` and `parameter-deprecated`.

use countersign_contract::syntax::Node;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct SchemaDeprecated;

impl Rule for SchemaDeprecated {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::info("schema-deprecated")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 9.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if !pair.base.notes.deprecated && pair.revision.notes.deprecated {
            let sunset = pair.revision.notes.sunset.map(Node::to_json);
            let predicate = match sunset.as_ref().and_then(|day| day.as_str()) {
                Some(day) => format!("is deprecated now and will be gone on {day}"),
                None => "is deprecated now".to_owned(),
            };
            changes.push(Difference::schema(Effect::Equal, predicate).at(pair.spans("deprecated")));
        }
    }
}
