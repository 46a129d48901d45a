//! A path ends in a slash.
//!
//! # Why
//! `/items` and `/items/` are two resources; every caller forgets the slash once.
//! # What to do
//! remove the slash at the end of the path
//! # Document
//! ```yaml
//! paths: { /items/: { get: { operationId: listItems, responses: { "200": { description: ok } } } } }
//! ```
//! # Instead
//! ```yaml
//! paths: { /items: { get: { operationId: listItems, responses: { "200": { description: ok } } } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "path-trailing-slash",
    Group::Naming,
    Level::Info,
    "RFC 3986 6.2.3.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let path = subject.operation.path.to_string();
    if subject.kind == Kind::Call && path.len() > 1 && path.ends_with('/') {
        findings.push(format!("`{}` ends in a slash", subject.label()));
    }
}
