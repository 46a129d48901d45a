//! An operation takes input and does not say how it refuses bad input.
//!
//! # Why
//! A caller cannot show or repair what was wrong.
//! # What to do
//! declare 400 or 422, or a 4XX or default response
//! # Example
//! ```yaml
//! get: { operationId: listItems, parameters: [{ name: q, in: query, schema: { type: string } }], responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get:
//!   operationId: listItems
//!   parameters: [{ name: q, in: query, schema: { type: string } }]
//!   responses: { "200": { description: ok }, "400": { description: bad input } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "validation-error-undeclared",
    Group::Design,
    Level::Info,
    "OWASP API8:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    let takes_input = operation.request_body.is_some() || !operation.parameters.is_empty();
    if subject.kind == Kind::Call && takes_input && !subject.answers(&[400, 422]) {
        findings.push(format!(
            "`{}` declares neither 400 nor 422",
            subject.label()
        ));
    }
}
