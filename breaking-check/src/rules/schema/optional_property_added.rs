//! A new property may be there.
//!
//! # Why it breaks
//! It breaks nobody, unless the base says that there are no other properties (`additionalProperties: false`) and
//! readers hold it to its word.
//! # Example
//! ```yaml,base,harmless
//! type: object
//! properties: { id: { type: string } }
//! ```
//! ```yaml,revision,harmless
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! ```
//! # Not reported when
//! It must be sent: see `required-property-added`.
//! # Evolve instead
//! Open the schema one release earlier.

use crate::direction::Effect;
use crate::policy::World;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct OptionalPropertyAdded;

impl Rule for OptionalPropertyAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("optional-property-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.revision.properties.keys() {
            if pair.base.properties.contains_key(name) || pair.base.hidden.contains_key(name) {
                continue;
            }
            // Required in name only, or required now: other rules speak about that.
            if pair.revision.required.contains(name) && !pair.base.required.contains(name) {
                continue;
            }
            let was_free = changes.world() == World::Open && !pair.base.closed;
            changes.push(
                Difference::schema(Effect::of(was_free, pair.base.closed), "was added")
                    .at(pair.property_spans(name))
                    .property(name)
                    .lost(Probe::WithUndeclared((*name).to_owned()))
                    .gained(Probe::With((*name).to_owned())),
            );
        }
    }
}
