//! An OAuth scheme has another flow.
//!
//! # Why it does not break
//! There is one more way to a token.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: {} } } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: {} }, password: { tokenUrl: "https://a.test/token", scopes: {} } } } } }
//! ```
//! # Not reported when
//! The scheme was not OAuth 2 before. No operation asks for the scheme.

use crate::direction::Effect;
use crate::pairing::{SchemePair, flow_name};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OauthFlowAdded;

impl Rule for OauthFlowAdded {
    type Subject<'c> = SchemePair<'c>;
    const META: RuleMeta = RuleMeta::info("oauth-flow-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 OAuth Flows Object");

    fn check(pair: &SchemePair<'_>, changes: &mut Changes) {
        let (base, revision) = pair.flows().unwrap_or_default();
        for added in revision {
            if base.iter().all(|known| known.kind != added.kind) {
                let predicate = format!(
                    "now has the flow `{}` of `{}`",
                    flow_name(added.kind),
                    pair.base.name
                );
                changes.push(
                    Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                        .at(pair.spans()),
                );
            }
        }
    }
}
