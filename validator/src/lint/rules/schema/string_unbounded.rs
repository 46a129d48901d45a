//! A string that comes from outside may be of any length.
//!
//! # Why
//! What is stored, logged or matched against a regular expression needs an end.
//! # What to do
//! add `maxLength`, or `enum`, `const` or a `format` of known length
//! # Example
//! ```yaml
//! { type: object, properties: { note: { type: string } } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, properties: { note: { type: string, maxLength: 500 } } }
//! ```

use countersign_contract::schema::Type;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "string-unbounded",
    Group::Security,
    Level::Off,
    "OWASP API4:2023.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let string = schema
        .types
        .is_some_and(|types| types.contains(Type::String));
    let bounded = schema.string.max_length.is_some()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
        || schema.format.is_some();
    if subject.received && !subject.partial && string && !bounded {
        findings.push("a string from outside has no `maxLength`");
    }
}
