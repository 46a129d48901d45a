//! A further credential is needed beside the known ones.
//!
//! # Why it breaks
//! Callers send what was enough before; the revised server answers 401.
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
//! paths: { /orders: { get: { security: [{ key: [], token: [] }], responses: { "200": { description: ok } } } } }
//! components:
//!   securitySchemes:
//!     key: { type: apiKey, in: header, name: X-Key }
//!     token: { type: http, scheme: bearer }
//!     login: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.test", scopes: { read: r, write: w } } } }
//! ```
//! # Not reported when
//! The credential is only one more alternative.
//! # Evolve instead
//! Offer the stronger set as an alternative first.

use crate::pairing::{Loss, SecurityPair};
use crate::rule::{Changes, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SecuritySchemeAdded;

impl Rule for SecuritySchemeAdded {
    type Subject<'c> = SecurityPair;
    const META: RuleMeta = RuleMeta::error("security-scheme-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Requirement Object");

    fn check(pair: &SecurityPair, changes: &mut Changes) {
        changes.push_lost(pair, Loss::SchemeAdded, |names| {
            format!("asks for more than `{names}`")
        });
    }
}
