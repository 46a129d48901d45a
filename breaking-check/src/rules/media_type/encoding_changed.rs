//! A part of a form or of a multipart body travels in another way: as another media type, with other headers, or spelled
//! in another style.
//!
//! # Why it breaks
//! A part that is sent as before is not what is expected: it is refused, or read as something else.
//! # Example
//! ```yaml,base
//! requestBody:
//!   content:
//!     multipart/form-data:
//!       schema: { type: object, properties: { picture: { type: string } } }
//!       encoding: { picture: { contentType: "image/png, image/jpeg" } }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! requestBody:
//!   content:
//!     multipart/form-data:
//!       schema: { type: object, properties: { picture: { type: string } } }
//!       encoding: { picture: { contentType: image/png } }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Every part that was sent before is still expected, and the part says what it said by default.
//! # Evolve instead
//! Go on taking parts as they were.

use crate::direction::Effect;
use crate::pairing::{MediaTypePair, encoded_otherwise, has_parts};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct EncodingChanged;

impl Rule for EncodingChanged {
    type Subject<'c> = MediaTypePair<'c>;
    const META: RuleMeta = RuleMeta::error("encoding-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Encoding Object; RFC 7578 section 4.4");

    fn check(pair: &MediaTypePair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && has_parts(&revision.essence())
        {
            for name in encoded_otherwise(base, revision) {
                let predicate = format!("has its part `{name}` encoded in another way");
                changes.push(
                    Difference::message(Effect::Incomparable, predicate, pair.plan_with(&name))
                        .at((Some(base.span), Some(revision.span))),
                );
            }
        }
    }
}
