//! The server that clients call if nobody tells them which is another one: the first of the list, its variables with
//! their defaults.
//!
//! # Why it does not break
//! Clients that are deployed go on calling the old one, which is still there. Those generated from the revision call the
//! new one.
//! # Example
//! ```yaml,base
//! servers: [{ url: "https://api.test" }, { url: "https://eu.api.test" }]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! servers: [{ url: "https://eu.api.test" }, { url: "https://api.test" }]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The old one is gone: see `server-removed` and `server-value-removed`.

use crate::direction::Effect;
use crate::pairing::ServersPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct DefaultServerChanged;

impl Rule for DefaultServerChanged {
    type Subject<'c> = ServersPair<'c>;
    const META: RuleMeta = RuleMeta::info("default-server-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Server Object; Server Variable Object, default");

    fn check(pair: &ServersPair<'_>, changes: &mut Changes) {
        if let Some((old, new)) = pair.defaults() {
            let predicate = format!(
                "now begin with {} and no longer with {}",
                new.default_url(),
                old.default_url()
            );
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at((old.span, new.span)),
            );
        }
    }
}
