//! An OAuth flow has another scope.
//!
//! # Why it does not break
//! Nobody has to ask for it.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: { read: r } } } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ login: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: { read: r, write: w } } } } } }
//! ```
//! # Not reported when
//! An operation asks for it: see `security-scope-added`.

use crate::direction::Effect;
use crate::pairing::SchemePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OauthScopeAdded;

impl Rule for OauthScopeAdded {
    type Subject<'c> = SchemePair<'c>;
    const META: RuleMeta = RuleMeta::info("oauth-scope-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 OAuth Flow Object, scopes");

    fn check(pair: &SchemePair<'_>, changes: &mut Changes) {
        for (old, new) in pair.common_flows() {
            for scope in new
                .scopes
                .keys()
                .filter(|scope| !old.scopes.contains_key(*scope))
            {
                let predicate = format!("now has the scope `{scope}` of `{}`", pair.base.name);
                changes.push(
                    Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                        .at(pair.spans()),
                );
            }
        }
    }
}
