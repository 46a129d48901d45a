//! A URL of an OAuth flow is another or gone: `authorizationUrl`, `deviceAuthorizationUrl`, `tokenUrl` or `refreshUrl`.
//!
//! # Why it breaks
//! Deployed clients ask for their token at the old URL.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: {} } } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://b.test/token", scopes: {} } } } } }
//! ```
//! # Not reported when
//! The URL is new. It is only spelled in another way. The flow is gone: see `oauth-flow-removed`.
//! # Evolve instead
//! Go on giving tokens at the old URL, and let both kinds of token in.

use crate::direction::Effect;
use crate::pairing::{Address, SchemePair, flow_name};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, TokenPlan, TokenStep};

#[derive(Debug)]
pub(crate) struct OauthUrlChanged;

impl Rule for OauthUrlChanged {
    type Subject<'c> = SchemePair<'c>;
    const META: RuleMeta = RuleMeta::error("oauth-url-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 OAuth Flow Object");

    fn check(pair: &SchemePair<'_>, changes: &mut Changes) {
        for (old, new) in pair.common_flows() {
            for step in TokenStep::ALL {
                let Some(from) = step.url(old) else { continue };
                let to = step.url(new);
                if to.is_some_and(|to| Address::parse(to) == Address::parse(from)) {
                    continue;
                }
                let keyword = step.keyword();
                let flow = flow_name(old.kind);
                let predicate = match to {
                    Some(to) => {
                        format!("has {to} as `{keyword}` of the flow `{flow}` and no longer {from}")
                    }
                    None => format!("has no `{keyword}` of the flow `{flow}` any more"),
                };
                let plan = MessagePlan::Token(TokenPlan {
                    scheme: pair.base.name.clone(),
                    flow: old.kind,
                    step,
                    scope: None,
                });
                changes
                    .push(Difference::message(Effect::Withdrawn, predicate, plan).at(pair.spans()));
            }
        }
    }
}
