//! Anonymous calls are no longer let in.
//!
//! # Why it breaks
//! Callers written against the base send no credentials; the revised server answers 401.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [], responses: { "200": { description: ok } } } } }
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
//! Anonymous calls are still one of the alternatives.
//! # Evolve instead
//! Let anonymous calls in with less rights, or protect a new operation.

use crate::pairing::{Loss, SecurityPair};
use crate::rule::{Changes, Rule, RuleMeta};

#[derive(Debug)]
pub(crate) struct SecurityAdded;

impl Rule for SecurityAdded {
    type Subject<'c> = SecurityPair;
    const META: RuleMeta = RuleMeta::error("security-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Requirement Object");

    fn check(pair: &SecurityPair, changes: &mut Changes) {
        changes.push_lost(pair, Loss::Anonymous, |_| {
            "no longer lets anonymous calls in".to_owned()
        });
    }
}
