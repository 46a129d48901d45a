//! What is said about the form of a bearer token is something else.
//!
//! # Why it does not break
//! It is a hint: clients hand on the token that they were given.
//! # Example
//! ```yaml,base
//! paths: { /orders: { get: { security: [{ token: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { token: { type: http, scheme: bearer, bearerFormat: JWT } } }
//! ```
//! ```yaml,revision
//! paths: { /orders: { get: { security: [{ token: [] }], responses: { "200": { description: ok } } } } }
//! components: { securitySchemes: { token: { type: http, scheme: bearer, bearerFormat: opaque } } }
//! ```
//! # Not reported when
//! The scheme is another: see `security-scheme-changed`.

use countersign_contract::model::SecuritySchemeKind;

use crate::direction::Effect;
use crate::pairing::SchemePair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct BearerFormatChanged;

impl Rule for BearerFormatChanged {
    type Subject<'c> = SchemePair<'c>;
    const META: RuleMeta = RuleMeta::info("bearer-format-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Security Scheme Object, bearerFormat");

    fn check(pair: &SchemePair<'_>, changes: &mut Changes) {
        if let (
            SecuritySchemeKind::Bearer { format: old },
            SecuritySchemeKind::Bearer { format: new },
        ) = (&pair.base.kind, &pair.revision.kind)
            && old != new
        {
            let predicate = format!("says something else about the form of `{}`", pair.base.name);
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans()),
            );
        }
    }
}
