//! A property may now be missing.
//!
//! # Why it breaks
//! Readers rely on it and do not look whether it is there.
//! # Example
//! ```yaml,base,response
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! required: [note]
//! ```
//! ```yaml,revision,response
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! ```
//! # Not reported when
//! The property is gone: see `property-removed`.
//! # Evolve instead
//! Go on sending it always.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PropertyBecameOptional;

impl Rule for PropertyBecameOptional {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("property-became-optional")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.base.required.difference(&pair.revision.required) {
            if pair.base.properties.contains_key(name)
                && !pair.revision.properties.contains_key(name)
            {
                continue;
            }
            changes.push(
                Difference::schema(Effect::Wider, "may now be missing")
                    .at(pair.spans("required"))
                    .property(name)
                    .gained(Probe::Without((*name).to_owned()))
                    .changing_types(),
            );
        }
    }
}
