//! An operation has neither a summary nor a description.
//!
//! # Why
//! The generated method has no documentation but its path.
//! # What to do
//! say in one line what the operation does
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, summary: Lists items, responses: { "200": { description: ok } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "operation-undescribed",
    Group::Design,
    Level::Info,
    "OAS 3.1.1 Operation Object.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    if operation.summary.is_none() && operation.description.is_none() {
        findings.push(format!("`{}` says nowhere what it does", subject.label()));
    }
}
