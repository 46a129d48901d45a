//! A property is no longer `readOnly` and is now part of messages in one direction.
//!
//! # Why it breaks
//! If it is required, what was written against the base lacks it; where other properties are refused, readers refuse it.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { id: { type: string, readOnly: true }, name: { type: string } }
//! required: [id]
//! ```
//! ```yaml,revision
//! type: object
//! properties: { id: { type: string }, name: { type: string } }
//! required: [id]
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
pub(crate) struct ReadOnlyRemoved;

impl Rule for ReadOnlyRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("read-only-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Schema Object, JSON Schema 2020-12 Validation 9.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.revision.properties.keys() {
            if pair.base.is_read_only(name, pair.sides.base) {
                let required = pair.revision.required.contains(name);
                let difference = Difference::schema(
                    Effect::of(required, pair.base.closed),
                    "is no longer readOnly",
                )
                .at(pair.marked_spans(name, "readOnly"))
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
