//! Callers prove who they are with a password on every request.
//!
//! # Why
//! The password travels each time, and cannot be limited in time or scope.
//! # What to do
//! use tokens: `http` `bearer`, `oauth2`, `openIdConnect` or `mutualTLS`
//! # Example
//! ```yaml
//! { type: http, scheme: basic }
//! ```
//! # Instead
//! ```yaml
//! { type: http, scheme: bearer }
//! ```

use countersign_contract::model::SecuritySchemeKind;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemeSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "http-basic",
    Group::Security,
    Level::Warning,
    "OWASP API2:2023, RFC 7617 4.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    if subject.scheme.kind == SecuritySchemeKind::Basic {
        findings.push(format!(
            "`{}` sends a password with every request",
            subject.scheme.name
        ));
    }
}
