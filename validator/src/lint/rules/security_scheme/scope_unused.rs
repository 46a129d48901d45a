//! A scope is offered and no operation wants it.
//!
//! # Why
//! Tokens ask for what they do not need, or an operation forgot to ask.
//! # What to do
//! want the scope where it belongs, or remove it
//! # Document
//! ```yaml
//! components: { securitySchemes: { oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { read: Read, write: Write } } } } } }
//! paths: { /items: { get: { operationId: listItems, security: [{ oauth: [read] }], responses: { "200": { description: ok } } } } }
//! ```
//! # Instead
//! ```yaml
//! components: { securitySchemes: { oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { read: Read } } } } } }
//! paths: { /items: { get: { operationId: listItems, security: [{ oauth: [read] }], responses: { "200": { description: ok } } } } }
//! ```

use std::collections::BTreeSet;

use countersign_contract::model::SecuritySchemeKind;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{SchemeSubject, operations};

pub(crate) const META: LintMeta = LintMeta::new(
    "scope-unused",
    Group::Security,
    Level::Info,
    "OAS 3.1.1 OAuth Flow Object.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    let SecuritySchemeKind::OAuth2 { flows, .. } = &subject.scheme.kind else {
        return;
    };
    let all = operations(subject.contract);
    let wanted: BTreeSet<&String> = all
        .iter()
        .flat_map(|of| &of.operation.security)
        .flat_map(|all| &all.schemes)
        .filter(|used| used.scheme == subject.scheme.name)
        .flat_map(|used| &used.scopes)
        .collect();
    let offered: BTreeSet<&String> = flows.iter().flat_map(|flow| flow.scopes.keys()).collect();
    for scope in offered.difference(&wanted) {
        findings.push(format!(
            "no operation wants the scope `{scope}` of `{}`",
            subject.scheme.name
        ));
    }
}
