//! A body is also offered or accepted in another media type.
//!
//! # Why it does not break
//! It breaks nobody who says what it accepts.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, content: { application/json: {} } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, content: { application/json: {}, text/csv: {} } } }
//! ```
//! # Not reported when
//! A range such as `text/*` covered it before.

use crate::direction::Effect;
use crate::pairing::{MediaTypePair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct MediaTypeAdded;

impl Rule for MediaTypeAdded {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::info("media-type-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Media Type Object");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides {
            let predicate = format!("also takes the form {}", revision.name);
            let difference = Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                .at((None, Some(revision.span)));
            changes.push(if pair.brings_a_shape {
                difference.changing_types()
            } else {
                difference
            });
        }
    }
}
