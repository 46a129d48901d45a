//! An API key travels in the query.
//!
//! # Why
//! URLs are written into logs, histories and `Referer` fields on every hop.
//! # What to do
//! take the key from a header: `in: header`
//! # Example
//! ```yaml
//! { type: apiKey, in: query, name: key }
//! ```
//! # Instead
//! ```yaml
//! { type: apiKey, in: header, name: X-Api-Key }
//! ```

use countersign_contract::model::{ApiKeyLocation, SecuritySchemeKind};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemeSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "api-key-in-url",
    Group::Security,
    Level::Warning,
    "OWASP API2:2023, RFC 9110 17.9.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    if let SecuritySchemeKind::ApiKey {
        location: ApiKeyLocation::Query,
        ..
    } = &subject.scheme.kind
    {
        findings.push(format!("`{}` travels in the URL", subject.scheme.name));
    }
}
