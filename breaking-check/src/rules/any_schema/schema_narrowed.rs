//! A schema takes less than before, in a way that no other rule has a name for.
//!
//! # Why it breaks
//! Whoever sends what is no longer taken is refused.
//! # Example
//! ```yaml,base
//! anyOf: [{ type: integer, multipleOf: 2 }, { type: integer, multipleOf: 3 }]
//! ```
//! ```yaml,revision
//! oneOf: [{ type: integer, multipleOf: 2 }, { type: integer, multipleOf: 3 }]
//! ```
//! # Not reported when
//! Another rule names the change, or the schemas are proved to be equal. An edit of one member of a `oneOf` can make
//! values match two members: that is reported where such a value was found.
//! # Evolve instead
//! Keep taking the old values.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct SchemaNarrowed;

impl Rule for SchemaNarrowed {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("schema-narrowed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        changes.push(
            Difference::schema(Effect::Narrower, "takes less than before")
                .at((pair.base.span(), pair.revision.span()))
                .lost(Probe::Anything),
        );
    }
}
