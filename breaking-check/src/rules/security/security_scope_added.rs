//! The same credential must grant more scopes.
//!
//! # Why it breaks
//! Tokens that were issued for the base do not carry the scope; the revised server answers 403.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ login: [read] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ login: [read, write] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! # Not reported when
//! Scopes are fewer or only described differently.
//! # Evolve instead
//! Accept the old scope as an alternative until tokens have been renewed.

use crate::pairing::{Loss, SecurityPair};
use crate::rule::{Changes, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SecurityScopeAdded;

impl Rule for SecurityScopeAdded {
    type Subject<'c> = SecurityPair;
    const META: RuleMeta = RuleMeta::error("security-scope-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Requirement Object");

    fn check(pair: &SecurityPair, changes: &mut Changes) {
        changes.push_lost(pair, Loss::ScopeAdded, |names| {
            format!("asks for more scopes of `{names}`")
        });
    }
}
