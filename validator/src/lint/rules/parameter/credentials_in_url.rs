//! A secret travels in the URL.
//!
//! # Why
//! URLs are written into logs, histories and `Referer` fields on every hop.
//! # What to do
//! send it in a header field or the body, best as a security scheme
//! # Example
//! ```yaml
//! { name: access_token, in: query, schema: { type: string } }
//! ```
//! # Instead
//! ```yaml
//! { name: Authorization-Context, in: header, schema: { type: string } }
//! ```

use countersign_contract::model::ParameterLocation;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ParameterSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "credentials-in-url",
    Group::Security,
    Level::Warning,
    "OWASP API2:2023, RFC 9110 17.9.",
);

const SECRETS: [&str; 9] = [
    "password",
    "passwd",
    "secret",
    "apikey",
    "accesstoken",
    "refreshtoken",
    "clientsecret",
    "privatekey",
    "token",
];

pub(crate) fn check(subject: &ParameterSubject<'_>, findings: &mut Findings) {
    let parameter = subject.parameter;
    let letters = parameter.name.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let in_url = matches!(
        parameter.location,
        ParameterLocation::Path | ParameterLocation::Query
    );
    if in_url && SECRETS.contains(&name.as_str()) {
        findings.push(format!(
            "the secret `{}` travels in the URL",
            parameter.name
        ));
    }
}
