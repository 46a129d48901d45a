//! 429 or 503 is declared without a `Retry-After` header.
//!
//! # Why
//! Clients then guess how long to wait, all of them at once.
//! # What to do
//! declare the response header `Retry-After`
//! # Example
//! ```yaml
//! "429": { description: slow down }
//! ```
//! # Instead
//! ```yaml
//! "429": { description: slow down, headers: { Retry-After: { schema: { type: integer } } } }
//! ```

use countersign_contract::model::StatusPattern;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ResponseSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "retry-after-missing",
    Group::Reliability,
    Level::Warning,
    "RFC 9110 10.2.3, RFC 6585 4.",
);

pub(crate) fn check(subject: &ResponseSubject<'_>, findings: &mut Findings) {
    let asks_to_wait = matches!(subject.response.status, StatusPattern::Code(429 | 503));
    if asks_to_wait && !subject.has_header("Retry-After") {
        findings.push(format!(
            "{} does not say how long to wait",
            subject.response.status
        ));
    }
}
