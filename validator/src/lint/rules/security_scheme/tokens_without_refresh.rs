//! Tokens for people cannot be refreshed.
//!
//! # Why
//! Without a refresh, tokens are made to live long, and a stolen one does too.
//! # What to do
//! declare `refreshUrl` and let access tokens live for minutes
//! # Example
//! ```yaml
//! { type: oauth2, flows: { authorizationCode: { authorizationUrl: "https://id.test/auth", tokenUrl: "https://id.test/token", scopes: {} } } }
//! ```
//! # Instead
//! ```yaml
//! type: oauth2
//! flows: { authorizationCode: { authorizationUrl: "https://id.test/auth", tokenUrl: "https://id.test/token", refreshUrl: "https://id.test/token", scopes: {} } }
//! ```

use countersign_contract::model::{OAuthFlowKind, SecuritySchemeKind};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemeSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "tokens-without-refresh",
    Group::Security,
    Level::Info,
    "OWASP API2:2023, RFC 6749 6.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    let SecuritySchemeKind::OAuth2 { flows, .. } = &subject.scheme.kind else {
        return;
    };
    let stale = flows.iter().any(|flow| {
        let for_people = matches!(
            flow.kind,
            OAuthFlowKind::AuthorizationCode | OAuthFlowKind::DeviceAuthorization
        );
        for_people && flow.refresh_url.is_none()
    });
    if stale {
        findings.push(format!(
            "tokens of `{}` cannot be refreshed",
            subject.scheme.name
        ));
    }
}
