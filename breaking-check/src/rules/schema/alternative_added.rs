//! A member of `oneOf` or `anyOf` is new.
//!
//! # Why it breaks
//! Readers that know only the old alternatives cannot read it.
//! # Example
//! ```yaml,base,response
//! oneOf: [{ type: string }, { type: integer }]
//! ```
//! ```yaml,revision,response
//! oneOf: [{ type: string }, { type: integer }, { type: boolean }]
//! ```
//! # Not reported when
//! Another member took all of its values before: then nobody is hurt, and it is information.
//! # Evolve instead
//! Send it only to readers that asked for it.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{MemberPair, SchemaPair, label};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct AlternativeAdded;

impl Rule for AlternativeAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("alternative-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core 10.2.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for member in &pair.members {
            if let MemberPair::Added(id) = member {
                let span = pair.sides.revision.schema(*id).span;
                let name = label(pair.sides.revision, *id);
                changes.push(
                    Difference::schema(Effect::Wider, format!("may now be the alternative {name}"))
                        .at((pair.base.span(), Some(span)))
                        .gained(Probe::Member(*id)),
                );
            }
        }
    }
}
