//! A parameter is no longer known.
//!
//! # Why it breaks
//! Callers go on sending it and the revised server ignores what they ask for, or refuses the request.
//! # Example
//! ```yaml,base
//! parameters: [{ name: limit, in: query, schema: { type: integer } }]
//! ```
//! ```yaml,revision
//! parameters: []
//! ```
//! # Not reported when
//! Only its description changed, or a path parameter got another name.
//! # Evolve instead
//! Keep it and mark it `deprecated`; honour it until nobody sends it.

use crate::direction::Effect;
use crate::pairing::{Lifecycle, Notice, Paired, ParameterPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct ParameterRemoved;

impl Rule for ParameterRemoved {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("parameter-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Parameter Object");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && Lifecycle::of_parameter(base).notice(changes.today()) == Notice::None
        {
            let effect = Effect::of(true, base.required);
            changes.push(
                Difference::message(effect, "was removed", pair.request_with())
                    .at((Some(base.span), None))
                    .losing_names(),
            );
        }
    }
}
