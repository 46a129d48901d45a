//! A secret is part of what the API sends.
//!
//! # Why
//! It lands in logs and caches of everybody on the way.
//! # What to do
//! mark it `writeOnly: true`, or do not send it
//! # Example
//! ```yaml
//! { type: object, properties: { password: { type: string } } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, properties: { password: { type: string, writeOnly: true } } }
//! ```

use countersign_contract::schema::visit;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "secret-in-response",
    Group::Security,
    Level::Warning,
    "OWASP API3:2023.",
);

const SECRETS: [&str; 7] = [
    "password",
    "passwd",
    "secret",
    "clientsecret",
    "privatekey",
    "apikey",
    "passphrase",
];

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    if !subject.sent {
        return;
    }
    for (name, property) in &subject.schema.object.properties {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        let plain: String = letters.map(|c| c.to_ascii_lowercase()).collect();
        if SECRETS.contains(&plain.as_str()) && !visit::is_write_only(subject.contract, *property) {
            let span = subject.contract.schema(*property).span;
            findings.push_at(span, format!("the secret `{name}` is sent to callers"));
        }
    }
}
