//! A media type has other parameters.
//!
//! # Why it breaks
//! Whether that matters is for the media type to say: a `version` may mean another body, and a `profile` one that is read
//! in another way.
//! # Example
//! ```yaml,base
//! requestBody: { content: { application/json; version=1: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! requestBody: { content: { application/json; version=2: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Only `charset` changed, or the parameters are spelled in another way.
//! # Evolve instead
//! Declare both.

use crate::direction::Effect;
use crate::pairing::{MediaTypePair, parameters_of};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct MediaTypeParametersChanged;

impl Rule for MediaTypeParametersChanged {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::warning("media-type-parameters-changed")
        .since("0.1.0")
        .cites("RFC 9110 section 8.3.1");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && parameters_of(base) != parameters_of(revision)
            && base.essence() == revision.essence()
        {
            let predicate = format!("is {} and no longer {}", revision.name, base.name);
            let reason = "what the parameters of a media type mean, only the media type says";
            changes.push(
                Difference::undecided(Effect::Incomparable, predicate, reason)
                    .at((Some(base.span), Some(revision.span))),
            );
        }
    }
}
