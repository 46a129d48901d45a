//! Fewer credentials are needed together.
//!
//! # Why it breaks
//! Where the API is the one that sends, as in a webhook, its user may not take what it now sends. Callers of the API have
//! only more ways in.
//! # Example
//! ```yaml,base,harmless
//! paths: { /orders: { get: { security: [{ key: [], token: [] }], responses: { "200": { description: ok } } } } }
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
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! # Not reported when
//! No credentials are needed at all: see `security-removed`.
//! # Evolve instead
//! Go on sending what was sent.

use crate::pairing::{Loss, SecurityPair};
use crate::rule::{Changes, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SecuritySchemeRemoved;

impl Rule for SecuritySchemeRemoved {
    type Subject<'c> = SecurityPair;
    const META: RuleMeta = RuleMeta::error("security-scheme-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Requirement Object");

    fn check(pair: &SecurityPair, changes: &mut Changes) {
        changes.push_gained(pair, Loss::SchemeAdded, |names| {
            format!("now takes `{names}` alone")
        });
    }
}
