//! A property became `writeOnly` and is no longer part of messages in one direction.
//!
//! # Why it breaks
//! Senders go on sending it and nobody looks at it any more; readers that rely on it find nothing.
//! # Example
//! ```yaml,base,response
//! type: object
//! properties: { id: { type: string }, name: { type: string } }
//! ```
//! ```yaml,revision,response
//! type: object
//! properties: { id: { type: string, writeOnly: true }, name: { type: string } }
//! ```
//! # Not reported when
//! The schema is in messages of the other direction alone: nothing changes there. The property is new or gone.
//! # Evolve instead
//! Keep it in both directions and mark it `deprecated`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct WriteOnlyAdded;

impl Rule for WriteOnlyAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("write-only-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Schema Object, JSON Schema 2020-12 Validation 9.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.base.properties.keys() {
            if pair.revision.is_write_only(name, pair.sides.revision) {
                let required = pair.base.required.contains(name);
                changes.push(
                    Difference::schema(Effect::of(true, required), "became writeOnly")
                        .at(pair.marked_spans(name, "writeOnly"))
                        .property(name)
                        .lost(Probe::With((*name).to_owned()))
                        .gained(Probe::Without((*name).to_owned()))
                        .losing_names(),
                );
            }
        }
    }
}
