//! An object from outside may have properties that nobody declared.
//!
//! # Why
//! What is bound to an object without a list of its members can set what callers must not set.
//! # What to do
//! add `additionalProperties: false`, or a schema for the others
//! # Example
//! ```yaml
//! { type: object, properties: { name: { type: string } } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, properties: { name: { type: string } }, additionalProperties: false }
//! ```

use countersign_contract::schema::Type;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "request-object-open",
    Group::Security,
    Level::Off,
    "OWASP API3:2023.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let object = schema
        .types
        .is_some_and(|types| types.contains(Type::Object));
    let closed = schema.object.additional_properties.is_some()
        || schema.object.unevaluated_properties.is_some();
    let composed = !schema.all_of.is_empty();
    if subject.received && !subject.partial && !composed && object && !closed {
        findings.push("an object from outside takes properties that are not declared");
    }
}
