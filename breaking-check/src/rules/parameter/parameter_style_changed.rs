//! The same value is spelled differently on the wire.
//!
//! # Why it breaks
//! Callers send `a=1&a=2` where the revised server now reads `a=1,2`, or the like.
//! # Example
//! ```yaml,base
//! parameters: [{ name: tags, in: query, explode: true, schema: { type: array, items: { type: string } } }]
//! ```
//! ```yaml,revision
//! parameters: [{ name: tags, in: query, explode: false, schema: { type: array, items: { type: string } } }]
//! ```
//! # Not reported when
//! Its values are never lists or objects, which look the same in both styles.
//! # Evolve instead
//! Keep the style, or add a parameter of another name.

use serde_json::{Value, json};

use crate::direction::Effect;
use crate::pairing::{ParameterPair, is_respelled};
use crate::rule::{Changes, Difference, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct ParameterStyleChanged;

impl Rule for ParameterStyleChanged {
    type Subject<'c> = ParameterPair<'c>;
    const META: RuleMeta = RuleMeta::error("parameter-style-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Style Values");

    fn check(pair: &ParameterPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both() {
            let values = if pair.structured {
                vec![json!([]), json!({})]
            } else {
                vec![json!("")]
            };
            let respelled = |value: &Value| is_respelled(&base.shape, &revision.shape, value);
            if base.location == revision.location && values.iter().any(respelled) {
                changes.push(
                    Difference::message(
                        Effect::Incomparable,
                        "is spelled in another way",
                        pair.request_with(),
                    )
                    .at(pair.spans("style")),
                );
            }
        }
    }
}
