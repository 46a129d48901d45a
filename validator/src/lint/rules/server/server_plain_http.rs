//! A server is reached without TLS.
//!
//! # Why
//! Everybody on the way reads and changes what is sent, credentials included.
//! # What to do
//! use an `https` URL
//! # Example
//! ```yaml
//! { url: "http://api.example.test" }
//! ```
//! # Instead
//! ```yaml
//! { url: "https://api.example.test" }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ServerSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "server-plain-http",
    Group::Security,
    Level::Warning,
    "OWASP API8:2023.",
);

pub(crate) fn check(subject: &ServerSubject<'_>, findings: &mut Findings) {
    let url = subject.server.url.to_ascii_lowercase();
    let Some(rest) = url.strip_prefix("http://") else {
        return;
    };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    // A machine that talks to itself.
    if host != "localhost"
        && !host.ends_with(".localhost")
        && host != "127.0.0.1"
        && !rest.starts_with("[::1]")
    {
        findings.push(format!("`{}` is not encrypted", subject.server.url));
    }
}
