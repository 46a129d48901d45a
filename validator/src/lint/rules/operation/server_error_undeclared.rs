//! An operation does not say what a failure of the server looks like.
//!
//! # Why
//! Callers decide by the declared failures what they may repeat and what they show to people.
//! # What to do
//! declare a 5XX or default response, best as `application/problem+json`
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok }, default: { description: a problem } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "server-error-undeclared",
    Group::Reliability,
    Level::Info,
    "OWASP API8:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.kind == Kind::Call && !subject.answers(&[500, 502, 503, 504]) {
        findings.push(format!("`{}` declares no 5XX response", subject.label()));
    }
}
