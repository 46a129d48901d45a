//! An operation wants a scope that no flow of its scheme offers.
//!
//! # Why
//! No token can have it, so nobody can call the operation, or the check is not made.
//! # What to do
//! declare the scope in the scheme's flows, or correct its name
//! # Document
//! ```yaml
//! components: { securitySchemes: { oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { "items:read": Read } } } } } }
//! paths: { /items: { get: { operationId: listItems, security: [{ oauth: ["item:read"] }], responses: { "200": { description: ok } } } } }
//! ```
//! # Instead
//! ```yaml
//! components: { securitySchemes: { oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { "items:read": Read } } } } } }
//! paths: { /items: { get: { operationId: listItems, security: [{ oauth: ["items:read"] }], responses: { "200": { description: ok } } } } }
//! ```

use countersign_contract::model::SecuritySchemeKind;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "scope-undeclared",
    Group::Security,
    Level::Warning,
    "OAS 3.1.1 OAuth Flow Object.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    for used in subject
        .operation
        .security
        .iter()
        .flat_map(|all| &all.schemes)
    {
        let Some(scheme) = subject.contract.security_schemes.get(&used.scheme) else {
            continue;
        };
        let SecuritySchemeKind::OAuth2 { flows, .. } = &scheme.kind else {
            continue;
        };
        for scope in &used.scopes {
            if flows.iter().all(|flow| !flow.scopes.contains_key(scope)) {
                findings.push(format!(
                    "`{}` wants the scope `{scope}`, which `{}` does not offer",
                    subject.label(),
                    used.scheme
                ));
            }
        }
    }
}
