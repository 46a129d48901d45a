//! An OAuth 2.0 flow that must not be used any more.
//!
//! # Why
//! The implicit flow puts tokens into URLs; the password flow shows the password to the client.
//! # What to do
//! use `authorizationCode` (with PKCE) for people and `clientCredentials` for services
//! # Example
//! ```yaml
//! { type: oauth2, flows: { implicit: { authorizationUrl: "https://id.test/auth", scopes: { read: Read } } } }
//! ```
//! # Instead
//! ```yaml
//! { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { read: Read } } } }
//! ```

use countersign_contract::model::{OAuthFlowKind, SecuritySchemeKind};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemeSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "outdated-flow",
    Group::Security,
    Level::Warning,
    "RFC 9700 2.1.2, 2.4.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    let SecuritySchemeKind::OAuth2 { flows, .. } = &subject.scheme.kind else {
        return;
    };
    for flow in flows {
        let name = match flow.kind {
            OAuthFlowKind::Implicit => "implicit",
            OAuthFlowKind::Password => "password",
            OAuthFlowKind::ClientCredentials
            | OAuthFlowKind::AuthorizationCode
            | OAuthFlowKind::DeviceAuthorization => continue,
        };
        findings.push(format!("`{}` offers the {name} flow", subject.scheme.name));
    }
}
