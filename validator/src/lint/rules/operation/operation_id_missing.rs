//! An operation has no operationId.
//!
//! # Why
//! Its generated name is made of method and path, and changes when the path does.
//! # What to do
//! give it an `operationId`
//! # Example
//! ```yaml
//! get: { responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "operation-id-missing",
    Group::Naming,
    Level::Warning,
    "OAS 3.1.1 Operation Object.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.operation.operation_id.is_none() {
        findings.push(format!("`{}` has no operationId", subject.label()));
    }
}
