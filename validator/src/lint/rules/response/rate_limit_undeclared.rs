//! 429 is declared without a header that tells the limit.
//!
//! # Why
//! A client that knows the quota slows down before it runs into the wall.
//! # What to do
//! declare `RateLimit-Policy` and `RateLimit`
//! # Example
//! ```yaml
//! "429": { description: slow down, headers: { Retry-After: { schema: { type: integer } } } }
//! ```
//! # Instead
//! ```yaml
//! "429": { description: slow down, headers: { RateLimit-Policy: { schema: { type: string } }, RateLimit: { schema: { type: string } } } }
//! ```

use countersign_contract::model::StatusPattern;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ResponseSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "rate-limit-undeclared",
    Group::Reliability,
    Level::Info,
    "draft-ietf-httpapi-ratelimit-headers.",
);

pub(crate) fn check(subject: &ResponseSubject<'_>, findings: &mut Findings) {
    let told = subject.response.headers.iter().any(|header| {
        let name = header.name.to_ascii_lowercase();
        name.contains("ratelimit") || name.contains("rate-limit")
    });
    if subject.response.status == StatusPattern::Code(429) && !told {
        findings.push("429 does not say what the limit is");
    }
}
