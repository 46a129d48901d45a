//! A way to authenticate is gone.
//!
//! # Why it breaks
//! Callers that hold only those credentials are refused with 401.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ key: [] }, { token: [] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ token: [] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! # Not reported when
//! The same credential travels under another scheme name.
//! # Evolve instead
//! Deprecate the scheme, move its callers, and remove it in a new major version.

use crate::pairing::{Loss, SecurityPair};
use crate::rule::{Changes, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SecurityAlternativeRemoved;

impl Rule for SecurityAlternativeRemoved {
    type Subject<'c> = SecurityPair;
    const META: RuleMeta = RuleMeta::error("security-alternative-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Requirement Object");

    fn check(pair: &SecurityPair, changes: &mut Changes) {
        changes.push_lost(pair, Loss::Removed, |names| {
            format!("no longer accepts `{names}`")
        });
    }
}
