//! The API is served at another URL as well.
//!
//! # Why it does not break
//! Nobody has to call it there.
//! # Example
//! ```yaml,base
//! servers: [{ url: "https://api.test" }]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! servers: [{ url: "https://api.test" }, { url: "https://eu.api.test" }]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The URL is only spelled in another way, or was one of the values that a variable took.

use crate::direction::Effect;
use crate::pairing::ServersPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct ServerAdded;

impl Rule for ServerAdded {
    type Subject<'c> = ServersPair<'c>;
    const META: RuleMeta = RuleMeta::info("server-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Server Object");

    fn check(pair: &ServersPair<'_>, changes: &mut Changes) {
        for missing in pair.gained().iter().filter(|missing| missing.all) {
            let predicate = format!("now include {}", missing.server.url);
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at((missing.other, missing.server.span)),
            );
        }
    }
}
