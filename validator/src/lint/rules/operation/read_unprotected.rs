//! A request that reads needs no credential.
//!
//! # Why
//! That may be meant; then say so by ignoring this finding.
//! # What to do
//! add `security`, or ignore the finding with the reason
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, security: [{ bearer: [] }], responses: { "200": { description: ok } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "read-unprotected",
    Group::Security,
    Level::Info,
    "OWASP API2:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.kind == Kind::Call && !subject.mutates() && subject.is_open() {
        findings.push(format!("`{}` is open to everybody", subject.label()));
    }
}
