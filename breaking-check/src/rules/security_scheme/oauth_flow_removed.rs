//! A flow of an OAuth scheme is gone.
//!
//! # Why it breaks
//! Clients that get their token that way get none any more.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: {} }, password: { tokenUrl: "https://a.test/token", scopes: {} } } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: {} } } } } }
//! ```
//! # Not reported when
//! The scheme is no longer OAuth 2: see `security-scheme-changed`. No operation asks for the scheme.
//! # Evolve instead
//! Leave the flow until no client uses it.

use crate::direction::Effect;
use crate::pairing::{SchemePair, flow_name};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, TokenPlan, TokenStep};

#[derive(Debug)]
pub(crate) struct OauthFlowRemoved;

impl Rule for OauthFlowRemoved {
    type Subject<'c> = SchemePair<'c>;
    const META: RuleMeta = RuleMeta::error("oauth-flow-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 OAuth Flows Object");

    fn check(pair: &SchemePair<'_>, changes: &mut Changes) {
        let (base, revision) = pair.flows().unwrap_or_default();
        for lost in base {
            if revision.iter().any(|kept| kept.kind == lost.kind) {
                continue;
            }
            let mut steps = TokenStep::ALL.into_iter();
            let Some(step) = steps.find(|step| step.url(lost).is_some()) else {
                continue;
            };
            let plan = MessagePlan::Token(TokenPlan {
                scheme: pair.base.name.clone(),
                flow: lost.kind,
                step,
                scope: None,
            });
            let predicate = format!(
                "no longer has the flow `{}` of `{}`",
                flow_name(lost.kind),
                pair.base.name
            );
            changes.push(Difference::message(Effect::Withdrawn, predicate, plan).at(pair.spans()));
        }
    }
}
