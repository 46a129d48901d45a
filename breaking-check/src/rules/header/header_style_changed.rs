//! A response header is spelled in another way: exploded or not, or as a media type.
//!
//! # Why it breaks
//! Who reads it takes it apart as before and gets other values, or none.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, headers: { X-Total: { schema: { type: object, properties: { a: { type: string } } } } } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, headers: { X-Total: { explode: true, schema: { type: object, properties: { a: { type: string } } } } } } }
//! ```
//! # Not reported when
//! The value is no object: lists and plain values are spelled alike.
//! # Evolve instead
//! Send the value in another header beside this one.

use serde_json::json;

use crate::direction::Effect;
use crate::pairing::{HeaderPair, is_respelled};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct HeaderStyleChanged;

impl Rule for HeaderStyleChanged {
    type Subject<'c> = HeaderPair<'c>;
    const META: RuleMeta = RuleMeta::error("header-style-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Header Object, explode; Style Values");

    fn check(pair: &HeaderPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both() {
            let values = [json!({}), json!("")];
            if values
                .iter()
                .any(|value| is_respelled(&base.shape, &revision.shape, value))
            {
                let plan = MessagePlan::response_with(pair.status, &base.name);
                changes.push(
                    Difference::message(Effect::Incomparable, "is spelled in another way", plan)
                        .at((Some(base.span), Some(revision.span))),
                );
            }
        }
    }
}
