//! A parameter travels elsewhere: in the query, in a header or in a cookie.
//!
//! # Why it breaks
//! Callers send it where nobody looks for it any more: it is ignored, or missing.
//! # Example
//! ```yaml,base
//! parameters: [{ name: tenant, in: query, schema: { type: string } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: tenant, in: header, schema: { type: string } }]
//! ```
//! # Not reported when
//! Another parameter of the same name is left at the old place, or several of the name came or went.
//! # Evolve instead
//! Look for it at both places.

use crate::direction::Effect;
use crate::pairing::ParameterPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, RequestPlan};

#[derive(Debug)]
pub(crate) struct ParameterLocationChanged;

impl Rule for ParameterLocationChanged {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("parameter-location-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object, in");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && base.location != revision.location
        {
            let (from, to) = (base.location.name(), revision.location.name());
            let predicate =
                format!("is now sent as {to} parameter and no longer as {from} parameter");
            let plan = MessagePlan::Request(RequestPlan {
                parameter: Some((base.location, base.name.clone())),
                ..RequestPlan::default()
            });
            changes.push(
                Difference::message(Effect::Incomparable, predicate, plan).at(pair.spans("in")),
            );
        }
    }
}
