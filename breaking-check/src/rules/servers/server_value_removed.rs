//! A variable in the URL of a server no longer takes a value.
//!
//! # Why it breaks
//! Deployed clients go on calling the URL with that value, and nobody answers there any more.
//! # Example
//! ```yaml,base
//! servers: [{ url: "https://{region}.api.test", variables: { region: { default: eu, enum: [eu, us] } } }]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! servers: [{ url: "https://{region}.api.test", variables: { region: { default: eu, enum: [eu] } } }]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Another server has the URL with that value.
//! # Evolve instead
//! Leave the value in `enum`, and the server there, until no client calls it.

use crate::direction::Effect;
use crate::pairing::ServersPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct ServerValueRemoved;

impl Rule for ServerValueRemoved {
    type Subject<'c> = ServersPair<'c>;
    const META: RuleMeta = RuleMeta::error("server-value-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Server Object; Server Variable Object, enum");

    fn check(pair: &ServersPair<'_>, changes: &mut Changes) {
        for missing in pair.lost().iter().filter(|missing| !missing.all) {
            let url = missing.url();
            let predicate = format!(
                "no longer include {url}, which {} stood for",
                missing.server.url
            );
            let plan = MessagePlan::request().when(Circumstance::At(url));
            changes.push(
                Difference::message(Effect::Withdrawn, predicate, plan)
                    .at((missing.server.span, missing.other)),
            );
        }
    }
}
