//! A property is now required.
//!
//! # Why it breaks
//! What was written against the base leaves it out and is refused.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! required: [note]
//! ```
//! # Not reported when
//! The property is new: see `required-property-added`.
//! # Evolve instead
//! Keep it optional and give it a `default`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PropertyBecameRequired;

impl Rule for PropertyBecameRequired {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("property-became-required")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.revision.required.difference(&pair.base.required) {
            if pair.revision.properties.contains_key(name)
                && !pair.base.properties.contains_key(name)
            {
                continue;
            }
            changes.push(
                Difference::schema(Effect::Narrower, "is now required")
                    .at(pair.spans("required"))
                    .property(name)
                    .lost(Probe::Without((*name).to_owned()))
                    .changing_types(),
            );
        }
    }
}
