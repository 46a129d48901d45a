//! A request that changes something needs no credential.
//!
//! # Why
//! Anybody on the network may change or delete data.
//! # What to do
//! add `security`, without an empty alternative
//! # Example
//! ```yaml
//! delete: { operationId: deleteItems, responses: { "204": { description: gone } } }
//! ```
//! # Instead
//! ```yaml
//! delete: { operationId: deleteItems, security: [{ bearer: [] }], responses: { "204": { description: gone } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "write-unprotected",
    Group::Security,
    Level::Warning,
    "OWASP API2:2023, API5:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.kind == Kind::Call && subject.mutates() && subject.is_open() {
        findings.push(format!("`{}` is open to everybody", subject.label()));
    }
}
