//! The API is no longer served at a URL.
//!
//! # Why it breaks
//! Deployed clients go on calling it, and nobody answers there any more.
//! # Example
//! ```yaml,base
//! servers: [{ url: "https://api.test/v1" }, { url: "https://old.test" }]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! servers: [{ url: "https://api.test/v1" }]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The URL is only spelled in another way (case of the host, default port, slash at the end) or is one of the values that
//! a variable of another server takes. The base had no `servers` at all. The servers are those of a webhook or callback.
//! # Evolve instead
//! Go on serving it, or redirect from it, until no client calls it.

use crate::direction::Effect;
use crate::pairing::{RELATIVE, ServersPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct ServerRemoved;

impl Rule for ServerRemoved {
    type Subject<'c> = ServersPair<'c>;
    const META: RuleMeta = RuleMeta::error("server-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Server Object");

    fn check(pair: &ServersPair<'_>, changes: &mut Changes) {
        for missing in pair.lost().iter().filter(|missing| missing.all) {
            let url = missing.server.default_url();
            let predicate = format!("no longer include {}", missing.server.url);
            let difference = if pair.depends_on_the_document(&missing.addresses) {
                Difference::undecided(Effect::Withdrawn, predicate, RELATIVE)
            } else {
                let plan = MessagePlan::request().when(Circumstance::At(url));
                Difference::message(Effect::Withdrawn, predicate, plan)
            };
            changes.push(difference.at((missing.server.span, missing.other)));
        }
    }
}
