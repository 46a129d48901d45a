//! A security scheme that no operation wants.
//!
//! # Why
//! Either an operation is open that should not be, or the scheme is a remnant.
//! # What to do
//! use it in `security`, or remove it
//! # Document
//! ```yaml
//! components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
//! paths: { /items: { get: { operationId: listItems, responses: { "200": { description: ok } } } } }
//! ```
//! # Instead
//! ```yaml
//! components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
//! paths: { /items: { get: { operationId: listItems, security: [{ bearer: [] }], responses: { "200": { description: ok } } } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{SchemeSubject, operations};

pub(crate) const META: LintMeta = LintMeta::new(
    "security-scheme-unused",
    Group::Design,
    Level::Info,
    "OAS 3.1.1 Components Object.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    let name = &subject.scheme.name;
    let all = operations(subject.contract);
    let mut uses = all
        .iter()
        .flat_map(|of| &of.operation.security)
        .flat_map(|all| &all.schemes);
    if !uses.any(|used| used.scheme == *name) {
        findings.push(format!("no operation wants `{name}`"));
    }
}
