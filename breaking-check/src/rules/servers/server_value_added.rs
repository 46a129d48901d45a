//! A variable in the URL of a server takes another value.
//!
//! # Why it does not break
//! Nobody has to call it there.
//! # Example
//! ```yaml,base
//! servers: [{ url: "https://{region}.api.test", variables: { region: { default: eu, enum: [eu] } } }]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! servers: [{ url: "https://{region}.api.test", variables: { region: { default: eu, enum: [eu, us] } } }]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Another server had the URL with that value.

use crate::direction::Effect;
use crate::pairing::ServersPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ServerValueAdded;

impl Rule for ServerValueAdded {
    type Subject<'c> = ServersPair<'c>;
    const META: RuleMeta = RuleMeta::info("server-value-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Server Object; Server Variable Object, enum");

    fn check(pair: &ServersPair<'_>, changes: &mut Changes) {
        for missing in pair.gained().iter().filter(|missing| !missing.all) {
            let predicate = format!(
                "now include {}, which {} stands for",
                missing.url(),
                missing.server.url
            );
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at((missing.other, missing.server.span)),
            );
        }
    }
}
