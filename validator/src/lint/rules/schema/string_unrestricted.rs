//! A string that comes from outside may hold any characters.
//!
//! # Why
//! Control characters, markup and direction marks do their harm where a string is shown, logged or put into a query.
//! # What to do
//! add a `pattern`, a `format`, `enum` or `const`
//! # Example
//! ```yaml
//! { type: object, properties: { code: { type: string, maxLength: 20 } } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, properties: { code: { type: string, maxLength: 20, pattern: "^[A-Z0-9-]+$" } } }
//! ```

use countersign_contract::schema::Type;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "string-unrestricted",
    Group::Security,
    Level::Off,
    "OWASP API4:2023.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let string = schema
        .types
        .is_some_and(|types| types.contains(Type::String));
    let restricted = schema.string.pattern.is_some()
        || schema.format.is_some()
        || schema.enumeration.is_some()
        || schema.constant.is_some();
    if subject.received && !subject.partial && string && !restricted {
        findings.push("a string from outside may hold any characters");
    }
}
