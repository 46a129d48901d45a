//! A member of `oneOf` or `anyOf` is gone.
//!
//! # Why it breaks
//! Whoever sends that alternative is refused.
//! # Example
//! ```yaml,base
//! oneOf: [{ type: string }, { type: integer }, { type: boolean }]
//! ```
//! ```yaml,revision
//! oneOf: [{ type: string }, { type: integer }]
//! ```
//! # Not reported when
//! Another member takes all of its values: then nobody is hurt, and it is information.
//! # Evolve instead
//! Go on taking it.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{MemberPair, SchemaPair, label};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct AlternativeRemoved;

impl Rule for AlternativeRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("alternative-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for member in &pair.members {
            if let MemberPair::Removed(id) = member {
                let span = pair.sides.base.schema(*id).span;
                let name = label(pair.sides.base, *id);
                changes.push(
                    Difference::schema(
                        Effect::Narrower,
                        format!("no longer takes the alternative {name}"),
                    )
                    .at((Some(span), pair.revision.span()))
                    .lost(Probe::Member(*id))
                    .losing_names(),
                );
            }
        }
    }
}
