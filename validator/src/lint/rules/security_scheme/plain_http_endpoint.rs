//! Tokens are fetched without TLS.
//!
//! # Why
//! Whoever sits on the way reads the client's secret and the token.
//! # What to do
//! use `https` URLs
//! # Example
//! ```yaml
//! { type: oauth2, flows: { clientCredentials: { tokenUrl: "http://id.test/token", scopes: { read: Read } } } }
//! ```
//! # Instead
//! ```yaml
//! { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.test/token", scopes: { read: Read } } } }
//! ```

use countersign_contract::model::SecuritySchemeKind;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemeSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "plain-http-endpoint",
    Group::Security,
    Level::Warning,
    "RFC 6749 3.1, 3.2.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    let urls: Vec<&String> = match &subject.scheme.kind {
        SecuritySchemeKind::OAuth2 {
            flows,
            metadata_url,
        } => flows
            .iter()
            .flat_map(|flow| {
                let known = [
                    &flow.authorization_url,
                    &flow.device_authorization_url,
                    &flow.token_url,
                    &flow.refresh_url,
                ];
                known.into_iter().flatten()
            })
            .chain(metadata_url)
            .collect(),
        SecuritySchemeKind::OpenIdConnect { url } => vec![url],
        _ => Vec::new(),
    };
    for url in urls {
        if url.to_ascii_lowercase().starts_with("http://") {
            findings.push(format!(
                "`{}` uses `{url}`, which is not encrypted",
                subject.scheme.name
            ));
        }
    }
}
