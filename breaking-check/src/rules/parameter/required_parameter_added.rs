//! A new parameter must be sent.
//!
//! # Why it breaks
//! Callers written against the base do not know it; the revised server answers 400.
//! # Example
//! ```yaml,base
//! parameters: []
//! ```
//! ```yaml,revision
//! parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]
//! ```
//! # Not reported when
//! It was there before and optional: see `parameter-became-required`.
//! # Evolve instead
//! Make it optional and give it a `default`.

use crate::direction::Effect;
use crate::pairing::{Paired, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct RequiredParameterAdded;

impl Rule for RequiredParameterAdded {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("required-parameter-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, required");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && revision.required
        {
            changes.push(
                Difference::message(
                    Effect::Narrower,
                    "was added and must be sent",
                    MessagePlan::request(),
                )
                .at((None, Some(revision.span)))
                .changing_types(),
            );
        }
    }
}
