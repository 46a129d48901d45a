//! An operation declares no response for any failure.
//!
//! # Why
//! The standard asks for the known failures too; typed errors are made of them.
//! # What to do
//! declare the known 4XX responses, or a default response
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok }, 4XX: { description: a problem } } }
//! ```

use countersign_contract::model::StatusPattern::{Code, Default, Range};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "error-undeclared",
    Group::Design,
    Level::Info,
    "OAS 3.1.1 Responses Object.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let fails = subject
        .operation
        .responses
        .iter()
        .any(|response| matches!(response.status, Code(400..=599) | Range(4..=5) | Default));
    if subject.kind == Kind::Call && !fails {
        findings.push(format!("`{}` declares no failure", subject.label()));
    }
}
