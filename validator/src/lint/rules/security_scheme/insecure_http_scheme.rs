//! An authentication scheme that is broken or bound to connections.
//!
//! # Why
//! Digest rests on MD5 in most hands, OAuth 1.0 on shared secrets, Negotiate on the connection instead of the request.
//! # What to do
//! use tokens: `http` `bearer`, `oauth2`, `openIdConnect` or `mutualTLS`
//! # Example
//! ```yaml
//! { type: http, scheme: digest }
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
    "insecure-http-scheme",
    Group::Security,
    Level::Warning,
    "OWASP API2:2023.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    if let SecuritySchemeKind::Http { scheme } = &subject.scheme.kind
        && ["digest", "oauth", "negotiate", "ntlm"].contains(&scheme.to_ascii_lowercase().as_str())
    {
        findings.push(format!(
            "`{}` uses the HTTP scheme `{scheme}`",
            subject.scheme.name
        ));
    }
}
