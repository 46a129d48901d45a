//! An operation does not say that there can be too many requests.
//!
//! # Why
//! An API without a limit is one loop away from an outage, and a client that does not expect 429 makes it worse.
//! # What to do
//! declare 429 with `Retry-After`, or a 4XX response
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok }, "429": { description: slow down } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "too-many-requests-undeclared",
    Group::Reliability,
    Level::Info,
    "OWASP API4:2023, RFC 6585 4.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    if subject.kind == Kind::Call && !subject.answers(&[429]) {
        findings.push(format!("`{}` declares no 429", subject.label()));
    }
}
