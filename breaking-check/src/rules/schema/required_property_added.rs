//! A new property is required.
//!
//! # Why it breaks
//! What was written against the base lacks it and is refused.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { id: { type: string } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! required: [note]
//! ```
//! # Not reported when
//! It was declared before and optional: see `property-became-required`.
//! # Evolve instead
//! Make it optional and give it a `default`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct RequiredPropertyAdded;

impl Rule for RequiredPropertyAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("required-property-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.revision.properties.keys() {
            let is_new = !pair.base.properties.contains_key(name)
                && !pair.base.hidden.contains_key(name)
                && !pair.base.required.contains(name);
            if is_new && pair.revision.required.contains(name) {
                changes.push(
                    Difference::schema(
                        Effect::of(true, pair.base.closed),
                        "was added and is required",
                    )
                    .at(pair.property_spans(name))
                    .property(name)
                    .lost(Probe::Without((*name).to_owned()))
                    .gained(Probe::With((*name).to_owned()))
                    .changing_constructors(),
                );
            }
        }
    }
}
