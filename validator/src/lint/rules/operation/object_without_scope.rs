//! A single object is reached by its id, and the credential says nothing about which objects it is good for.
//!
//! # Why
//! The most common hole of APIs: change the id, read somebody else's object. Nothing in the contract keeps a caller out.
//! # What to do
//! want a scope that speaks about the object, and check the owner in the handler
//! # Document
//! ```yaml
//! components: { securitySchemes: { oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { "items:read": Read } } } } } }
//! paths:
//!   /items/{itemId}:
//!     parameters: [{ name: itemId, in: path, required: true, schema: { type: string } }]
//!     get: { operationId: getItem, security: [{ oauth: [] }], responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! components: { securitySchemes: { oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { "items:read": Read } } } } } }
//! paths:
//!   /items/{itemId}:
//!     parameters: [{ name: itemId, in: path, required: true, schema: { type: string } }]
//!     get: { operationId: getItem, security: [{ oauth: ["items:read"] }], responses: { "200": { description: ok } } }
//! ```

use countersign_contract::model::{ParameterLocation, SecuritySchemeKind, SecurityUse};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "object-without-scope",
    Group::Security,
    Level::Info,
    "OWASP API1:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    let by_id = operation.parameters.iter().any(|parameter| {
        parameter.location == ParameterLocation::Path
            && parameter.name.to_ascii_lowercase().ends_with("id")
    });
    let unscoped = |used: &SecurityUse| {
        let scheme = subject.contract.security_schemes.get(&used.scheme);
        let scoped = scheme.is_some_and(|scheme| {
            matches!(
                scheme.kind,
                SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. }
            )
        });
        scoped && used.scopes.is_empty()
    };
    let open = operation
        .security
        .iter()
        .any(|all| all.schemes.iter().any(unscoped));
    if by_id && open {
        findings.push(format!(
            "`{}` reaches an object by id and wants no scope",
            subject.label()
        ));
    }
}
