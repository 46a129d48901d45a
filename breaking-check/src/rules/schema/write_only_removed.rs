//! A property is no longer `writeOnly` and is now part of messages in one direction.
//!
//! # Why it breaks
//! If it is required, what was written against the base lacks it; where other properties are refused, readers refuse it.
//! # Example
//! ```yaml,base,response
//! type: object
//! properties: { id: { type: string, writeOnly: true }, name: { type: string } }
//! additionalProperties: false
//! ```
//! ```yaml,revision,response
//! type: object
//! properties: { id: { type: string }, name: { type: string } }
//! additionalProperties: false
//! ```
//! # Not reported when
//! The schema is in messages of the other direction alone: nothing changes there.
//! # Evolve instead
//! Make it optional.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct WriteOnlyRemoved;

impl Rule for WriteOnlyRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("write-only-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Schema Object, JSON Schema 2020-12 Validation 9.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.revision.properties.keys() {
            if pair.base.is_write_only(name, pair.sides.base) {
                let required = pair.revision.required.contains(name);
                let difference = Difference::schema(
                    Effect::of(required, pair.base.closed),
                    "is no longer writeOnly",
                )
                .at(pair.marked_spans(name, "writeOnly"))
                .property(name)
                .lost(Probe::Without((*name).to_owned()))
                .gained(Probe::With((*name).to_owned()));
                changes.push(if required {
                    difference.changing_constructors()
                } else {
                    difference
                });
            }
        }
    }
}
