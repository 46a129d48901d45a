//! A caller says which URL the server shall fetch or call.
//!
//! # Why
//! A server that fetches what it is told reaches what only it can reach: metadata services, internal hosts.
//! # What to do
//! allow known hosts only, and say so with `pattern` or `enum`
//! # Example
//! ```yaml
//! { name: callback, in: query, schema: { type: string, format: uri } }
//! ```
//! # Instead
//! ```yaml
//! { name: callback, in: query, schema: { type: string, format: uri, pattern: "^https://hooks\\.example\\.test/" } }
//! ```

use countersign_contract::schema::Format;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ParameterSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "url-parameter",
    Group::Security,
    Level::Info,
    "OWASP API7:2023.",
);

pub(crate) fn check(subject: &ParameterSubject<'_>, findings: &mut Findings) {
    let name = subject.parameter.name.to_ascii_lowercase();
    let Some(schema) = subject.schema() else {
        return;
    };
    let by_name = ["url", "uri", "callback", "webhook", "redirect"]
        .iter()
        .any(|word| {
            name == *word
                || name.ends_with(&format!("_{word}"))
                || name.ends_with(&format!("-{word}"))
        });
    let restricted = schema.string.pattern.is_some()
        || schema.enumeration.is_some()
        || schema.constant.is_some();
    if (by_name || schema.format == Some(Format::Uri)) && !restricted {
        findings.push(format!(
            "`{}` lets the caller choose any URL",
            subject.parameter.name
        ));
    }
}
