//! An operation declares no response for success.
//!
//! # Why
//! Nobody, and no generator, knows what it gives back.
//! # What to do
//! declare at least one 2XX or 3XX response
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "404": { description: gone } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok }, "404": { description: gone } } }
//! ```

use countersign_contract::model::StatusPattern::{Code, Default, Range};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "success-undeclared",
    Group::Design,
    Level::Warning,
    "OAS 3.1.1 Responses Object.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let succeeds = subject
        .operation
        .responses
        .iter()
        .any(|response| matches!(response.status, Code(100..=399) | Range(1..=3) | Default));
    if !succeeds {
        findings.push(format!(
            "`{}` declares no response for success",
            subject.label()
        ));
    }
}
