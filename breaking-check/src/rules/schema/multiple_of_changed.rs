//! Numbers must be multiples of another step.
//!
//! # Why it breaks
//! Numbers on the old grid need not lie on the new one.
//! # Example
//! ```yaml,base
//! type: integer
//! ```
//! ```yaml,revision
//! type: integer
//! multipleOf: 5
//! ```
//! # Not reported when
//! The step divides the old one in the direction that matters: then nobody is hurt, and it is information.
//! # Evolve instead
//! Keep the step.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, multiples};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct MultipleOfChanged;

impl Rule for MultipleOfChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("multiple-of-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.2.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        if pair.both_take(Type::Integer) && pair.base.multiple_of != pair.revision.multiple_of {
            let grid = multiples(&[&pair.base.multiple_of, &pair.revision.multiple_of]);
            changes.push(
                Difference::schema(Effect::Incomparable, "must be a multiple of another number")
                    .at(pair.spans("multipleOf"))
                    .lost(Probe::Values(grid.clone()))
                    .gained(Probe::Values(grid)),
            );
        }
    }
}
