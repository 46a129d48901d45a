//! Texts must match another pattern.
//!
//! # Why it breaks
//! A text that matched before need not match now.
//! # Example
//! ```yaml,base
//! type: string
//! pattern: "^[a-z]+$"
//! ```
//! ```yaml,revision
//! type: string
//! pattern: "^[0-9]+$"
//! ```
//! # Not reported when
//! The pattern was only written differently and no text tells the two apart: then it is reported as unknown.
//! # Evolve instead
//! Widen the pattern and keep the old texts in.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct PatternChanged;

impl Rule for PatternChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("pattern-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.3.3");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (&pair.base.patterns, &pair.revision.patterns);
        if pair.both_take(Type::String) && base != revision {
            let effect = Effect::of(!revision.is_subset(base), !base.is_subset(revision));
            changes.push(
                Difference::schema(effect, "must match another pattern")
                    .at(pair.spans("pattern"))
                    .lost(Probe::Anything)
                    .gained(Probe::Anything),
            );
        }
    }
}
