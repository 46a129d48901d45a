//! A body is no longer offered or accepted in a media type.
//!
//! # Why it breaks
//! Callers that send it get 415; callers that ask for it with `Accept` get 406 or something they cannot read.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, content: { application/json: {}, text/csv: {} } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, content: { application/json: {} } } }
//! ```
//! # Not reported when
//! A range such as `text/*` still covers it.
//! # Evolve instead
//! Keep it and mark it as deprecated in its description.

use crate::direction::Effect;
use crate::pairing::{MediaTypePair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct MediaTypeRemoved;

impl Rule for MediaTypeRemoved {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::error("media-type-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Media Type Object");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides {
            let effect = match pair.status {
                None => Effect::Narrower,
                Some(_) => Effect::Withdrawn,
            };
            changes.push(
                Difference::message(
                    effect,
                    format!("no longer takes the form {}", base.name),
                    pair.plan(),
                )
                .at((Some(base.span), None))
                .losing_names(),
            );
        }
    }
}
