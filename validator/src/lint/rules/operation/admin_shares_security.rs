//! An administrative operation wants the same credentials as everybody's.
//!
//! # Why
//! Whoever may use the API may administer it, unless every handler remembers to look.
//! # What to do
//! give administrative operations a scheme or scopes of their own
//! # Document
//! ```yaml
//! components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
//! security: [{ bearer: [] }]
//! paths:
//!   /items: { get: { operationId: listItems, responses: { "200": { description: ok } } } }
//!   /admin/users: { get: { operationId: listUsers, responses: { "200": { description: ok } } } }
//! ```
//! # Instead
//! ```yaml
//! components: { securitySchemes: { bearer: { type: http, scheme: bearer }, admin: { type: mutualTLS } } }
//! security: [{ bearer: [] }]
//! paths:
//!   /items: { get: { operationId: listItems, responses: { "200": { description: ok } } } }
//!   /admin/users: { get: { operationId: listUsers, security: [{ admin: [] }], responses: { "200": { description: ok } } } }
//! ```

use countersign_contract::model::{Operation, SecurityUse};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "admin-shares-security",
    Group::Security,
    Level::Warning,
    "OWASP API5:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.kind != Kind::Call || !is_administrative(subject.operation) {
        return;
    }
    let own = alternatives(subject.operation);
    let shared =
        subject.contract.operations.iter().find(|other| {
            !is_administrative(other) && !own.is_empty() && alternatives(other) == own
        });
    if let Some(other) = shared {
        findings.push(format!(
            "`{}` wants the same credentials as `{} {}`",
            subject.label(),
            other.method,
            other.path
        ));
    }
}

fn is_administrative(operation: &Operation) -> bool {
    let path = operation.path.to_string().to_ascii_lowercase();
    path.split('/').any(|segment| segment.starts_with("admin"))
}

fn alternatives(operation: &Operation) -> Vec<&[SecurityUse]> {
    let alternatives = operation.security.iter();
    alternatives.map(|all| all.schemes.as_slice()).collect()
}
