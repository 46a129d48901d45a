//! Several servers, and one of them does not say what it is for.
//!
//! # Why
//! Somebody will run tests against production.
//! # What to do
//! describe each server: production, sandbox, region
//! # Document
//! ```yaml
//! servers: [{ url: "https://a.example.test", description: Production }, { url: "https://b.example.test" }]
//! paths: {}
//! ```
//! # Instead
//! ```yaml
//! servers: [{ url: "https://a.example.test", description: Production }, { url: "https://b.example.test", description: Sandbox }]
//! paths: {}
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ServerSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "server-undescribed",
    Group::Design,
    Level::Info,
    "OWASP API9:2023.",
);

pub(crate) fn check(subject: &ServerSubject<'_>, findings: &mut Findings) {
    let server = subject.server;
    if subject.siblings > 0 && server.description.is_none() && server.name.is_none() {
        findings.push(format!("`{}` does not say what it is for", server.url));
    }
}
