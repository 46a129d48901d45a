//! A property is no longer declared.
//!
//! # Why it breaks
//! Senders go on sending it and nobody looks at it any more; readers that rely on it find nothing.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { id: { type: string }, note: { type: string } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { id: { type: string } }
//! ```
//! # Not reported when
//! It only moved between members of `allOf`. It became `readOnly` or `writeOnly`: see `read-only-added` and
//! `write-only-added`.
//! # Evolve instead
//! Keep it and mark it `deprecated`.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PropertyRemoved;

impl Rule for PropertyRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("property-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.3.2.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for name in pair.base.properties.keys() {
            if pair.revision.properties.contains_key(name)
                || pair.revision.hidden.contains_key(name)
            {
                continue;
            }
            let required = pair.base.required.contains(name);
            changes.push(
                Difference::schema(Effect::of(true, required), "was removed")
                    .at(pair.property_spans(name))
                    .property(name)
                    .lost(Probe::With((*name).to_owned()))
                    .gained(Probe::Without((*name).to_owned()))
                    .losing_names(),
            );
        }
    }
}
