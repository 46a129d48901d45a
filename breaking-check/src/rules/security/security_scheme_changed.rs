//! A scheme of the same name now means another credential.
//!
//! # Why it breaks
//! Callers send the old header, parameter or kind of token; the revised server does not look at it.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ key: [] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ key: [] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: query, name: key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! # Not reported when
//! Only its description or `bearerFormat` changed.
//! # Evolve instead
//! Add a scheme under a new name and offer both.

use crate::pairing::{Loss, SecurityPair};
use crate::rule::{Changes, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SecuritySchemeChanged;

impl Rule for SecuritySchemeChanged {
    type Subject<'c> = SecurityPair;
    const META: RuleMeta = RuleMeta::error("security-scheme-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Requirement Object");

    fn check(pair: &SecurityPair, changes: &mut Changes) {
        changes.push_lost(pair, Loss::SchemeChanged, |names| {
            format!("now takes another credential for `{names}`")
        });
    }
}
