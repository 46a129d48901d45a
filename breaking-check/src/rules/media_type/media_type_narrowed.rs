//! A range of media types became a smaller one, or one of its types.
//!
//! # Why it breaks
//! Bodies in the other types of the range are refused with 415 Unsupported Media Type.
//! # Example
//! ```yaml,base
//! requestBody: { content: { application/*: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! requestBody: { content: { application/json: { schema: { type: object } } } }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The other types are declared beside it.
//! # Evolve instead
//! Leave the range, and declare the type that matters beside it.

use crate::direction::Effect;
use crate::pairing::{MediaTypePair, only_in};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct MediaTypeNarrowed;

impl Rule for MediaTypeNarrowed {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::error("media-type-narrowed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Media Type Object; RFC 9110 section 12.5.1");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && let Some(other) = only_in(base, pair.contents.1)
        {
            let predicate = format!("is {} and no longer {}", revision.name, base.name);
            changes.push(
                Difference::message(Effect::Narrower, predicate, pair.plan_in(other))
                    .at((Some(base.span), Some(revision.span))),
            );
        }
    }
}
