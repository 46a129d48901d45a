//! A parameter is now marked as deprecated.
//!
//! # Why it does not break
//! It still works.
//! # Example
//! ```yaml,base
//! parameters: [{ name: limit, in: query, schema: { type: integer } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: limit, in: query, deprecated: true, schema: { type: integer } }]
//! ```
//! # Not reported when
//! It was deprecated before.

use crate::direction::Effect;
use crate::pairing::{Lifecycle, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ParameterDeprecated;

impl Rule for ParameterDeprecated {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::info("parameter-deprecated")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, deprecated");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && !base.deprecated
            && revision.deprecated
        {
            let predicate = Lifecycle::of_parameter(revision).deprecation();
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans("deprecated")),
            );
        }
    }
}
