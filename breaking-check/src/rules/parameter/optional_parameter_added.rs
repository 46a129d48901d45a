//! A new parameter may be sent.
//!
//! # Why it does not break
//! It breaks nobody.
//! # Example
//! ```yaml,base
//! parameters: []
//! ```
//! ```yaml,revision
//! parameters: [{ name: limit, in: query, schema: { type: integer } }]
//! ```
//! # Not reported when
//! It must be sent: see `required-parameter-added`.

use crate::direction::Effect;
use crate::pairing::{Paired, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OptionalParameterAdded;

impl Rule for OptionalParameterAdded {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::info("optional-parameter-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && !revision.required
        {
            changes.push(
                Difference::message(Effect::Equal, "was added", MessagePlan::Nothing)
                    .at((None, Some(revision.span))),
            );
        }
    }
}
