//! Leaving a value out means another value: its `default` changed.
//!
//! # Why it breaks
//! Nothing is refused, but whoever leaves it out asks for something else than before and is not told. Where the value is
//! only read, nobody is hurt, and it is information.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { limit: { type: integer, default: 20 } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { limit: { type: integer, default: 50 } }
//! ```
//! # Not reported when
//! The default is gone: see `default-removed`.
//! # Evolve instead
//! Keep the default; who wants the new value can send it.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct DefaultChanged;

impl Rule for DefaultChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("default-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 9.2");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if let (Some(base), Some(revision)) = (pair.base.notes.default, pair.revision.notes.default)
            && base != revision
        {
            let predicate = format!(
                "changed its default from {} to {}",
                base.to_json(),
                revision.to_json()
            );
            changes.push(
                Difference::schema(Effect::Equal, predicate)
                    .at(pair.spans("default"))
                    .changing_meaning(),
            );
        }
    }
}
