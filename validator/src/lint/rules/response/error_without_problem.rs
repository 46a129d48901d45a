//! A failure is described in a format of its own.
//!
//! # Why
//! Problem details are what gateways, clients and dashboards understand without being told.
//! # What to do
//! answer failures as `application/problem+json`
//! # Example
//! ```yaml
//! "404": { description: gone, content: { application/json: { schema: { type: object } } } }
//! ```
//! # Instead
//! ```yaml
//! "404": { description: gone, content: { application/problem+json: { schema: { type: object } } } }
//! ```

use countersign_contract::model::MediaType;
use countersign_contract::model::StatusPattern::{Code, Range};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ResponseSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "error-without-problem",
    Group::Design,
    Level::Info,
    "RFC 9457.",
);

pub(crate) fn check(subject: &ResponseSubject<'_>, findings: &mut Findings) {
    let response = subject.response;
    let fails = matches!(response.status, Code(400..=599) | Range(4..=5));
    let json = response.content.iter().any(MediaType::is_json);
    let problem = response
        .content
        .iter()
        .any(|media| media.essence() == "application/problem+json");
    if fails && json && !problem {
        findings.push(format!(
            "{} is JSON and no problem document",
            response.status
        ));
    }
}
