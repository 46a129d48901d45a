//! Reserved characters in the value of a parameter are now sent as they are, or no longer.
//!
//! # Why it does not break
//! A server reads the same value: `%2F` and `/` in a query are one text to it.
//! # Example
//! ```yaml,base
//! parameters: [{ name: path, in: query, schema: { type: string } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: path, in: query, allowReserved: true, schema: { type: string } }]
//! ```
//! # Not reported when
//! The parameter is described by `content`.

use countersign_contract::model::ParameterShape;

use crate::direction::Effect;
use crate::pairing::ParameterPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct AllowReservedChanged;

impl Rule for AllowReservedChanged {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::info("allow-reserved-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, allowReserved");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && let ParameterShape::Schema {
                allow_reserved: old,
                ..
            } = base.shape
            && let ParameterShape::Schema {
                allow_reserved: new,
                ..
            } = revision.shape
            && old != new
        {
            let predicate = if new {
                "is now sent with reserved characters as they are"
            } else {
                "is now sent with reserved characters escaped"
            };
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans("allowReserved")),
            );
        }
    }
}
