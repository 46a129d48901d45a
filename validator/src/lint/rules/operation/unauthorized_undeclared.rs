//! An operation wants credentials and does not declare 401.
//!
//! # Why
//! A client must tell "log in again" from every other failure.
//! # What to do
//! declare 401, or a 4XX or default response
//! # Example
//! ```yaml
//! get: { operationId: listItems, security: [{ bearer: [] }], responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, security: [{ bearer: [] }], responses: { "200": { description: ok }, "401": { description: who are you } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "unauthorized-undeclared",
    Group::Design,
    Level::Info,
    "OWASP API8:2023, RFC 9110 15.5.2.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.kind == Kind::Call && !subject.is_open() && !subject.answers(&[401]) {
        findings.push(format!("`{}` declares no 401", subject.label()));
    }
}
