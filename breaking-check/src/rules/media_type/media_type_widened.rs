//! A media type became a range over it, or a range a larger one.
//!
//! # Why it breaks
//! A response may now come in a type that no client asked for or knows.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, content: { application/*: { schema: { type: object } } } } }
//! ```
//! # Not reported when
//! All types of the range were declared before.
//! # Evolve instead
//! Declare the types that may come, each with its schema.

use crate::direction::Effect;
use crate::pairing::{MediaTypePair, only_in};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct MediaTypeWidened;

impl Rule for MediaTypeWidened {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::error("media-type-widened")
        .since("0.1.0")
        .cites("OAS 3.1.1 Media Type Object; RFC 9110 section 12.5.1");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && let Some(other) = only_in(revision, pair.contents.0)
        {
            let predicate = format!("is {} and no longer only {}", revision.name, base.name);
            changes.push(
                Difference::message(Effect::Wider, predicate, pair.plan_in(other))
                    .at((Some(base.span), Some(revision.span))),
            );
        }
    }
}
