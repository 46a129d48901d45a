//! An operation ends on a known day and is not marked as deprecated, or is deprecated only after that day.
//!
//! # Why
//! Callers look at `deprecated`; they learn of the end when it has come.
//! # What to do
//! set `deprecated: true`, and let `x-deprecation` be earlier than `x-sunset`
//! # Example
//! ```yaml
//! get: { operationId: listItems, x-sunset: "2030-01-01", responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, deprecated: true, x-sunset: "2030-01-01", responses: { "200": { description: ok } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::{Date, Level};
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "sunset-without-deprecation",
    Group::Design,
    Level::Warning,
    "RFC 9745, RFC 8594.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    let day = |key: &str| {
        let text = operation.extensions.get(key)?.to_json();
        text.as_str()?.get(..10)?.parse::<Date>().ok()
    };
    let Some(end) = day("x-sunset") else { return };
    if !operation.deprecated {
        findings.push(format!(
            "`{}` ends on {end} and is not deprecated",
            subject.label()
        ));
    } else if let Some(start) = day("x-deprecation").filter(|start| *start > end) {
        findings.push(format!(
            "`{}` ends on {end}, before it is deprecated on {start}",
            subject.label()
        ));
    }
}
