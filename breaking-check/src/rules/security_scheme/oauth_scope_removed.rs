//! An OAuth flow no longer has a scope.
//!
//! # Why it breaks
//! Clients that ask for it get `invalid_scope` and no token (RFC 6749 section 5.2), or one that is worth less.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: { read: r, write: w } } } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: { read: r } } } } } }
//! ```
//! # Not reported when
//! Only the text after the scope changed. The flow is gone: see `oauth-flow-removed`.
//! # Evolve instead
//! Go on granting the scope, though it is good for nothing.

use crate::direction::Effect;
use crate::pairing::SchemePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{MessagePlan, TokenPlan, TokenStep};

#[derive(Debug)]
pub(crate) struct OauthScopeRemoved;

impl Rule for OauthScopeRemoved {
    type Subject<'c> = SchemePair<'c>;
    const META: RuleMeta = RuleMeta::warning("oauth-scope-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 OAuth Flow Object, scopes");

    fn check(pair: &SchemePair<'_>, changes: &mut Changes) {
        for (old, new) in pair.common_flows() {
            for scope in old
                .scopes
                .keys()
                .filter(|scope| !new.scopes.contains_key(*scope))
            {
                let mut steps = TokenStep::ALL.into_iter();
                let Some(step) = steps.find(|step| step.url(old).is_some()) else {
                    continue;
                };
                let plan = MessagePlan::Token(TokenPlan {
                    scheme: pair.base.name.clone(),
                    flow: old.kind,
                    step,
                    scope: Some(scope.clone()),
                });
                let predicate =
                    format!("no longer has the scope `{scope}` of `{}`", pair.base.name);
                changes
                    .push(Difference::message(Effect::Withdrawn, predicate, plan).at(pair.spans()));
            }
        }
    }
}
