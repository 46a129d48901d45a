//! An integer that comes from outside may be as large as it likes.
//!
//! # Why
//! Quantities, page sizes and offsets are multiplied; what is not bounded overflows or exhausts something.
//! # What to do
//! add `minimum` and `maximum`, or a sized `format`
//! # Example
//! ```yaml
//! { type: object, properties: { count: { type: integer } } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, properties: { count: { type: integer, minimum: 1, maximum: 1000 } } }
//! ```

use countersign_contract::schema::Type;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "integer-unbounded",
    Group::Security,
    Level::Off,
    "OWASP API4:2023.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let integer = schema
        .types
        .is_some_and(|types| types.contains(Type::Integer));
    let both = schema.numeric.lower.is_some() && schema.numeric.upper.is_some();
    let listed = schema.enumeration.is_some() || schema.constant.is_some();
    if subject.received
        && !subject.partial
        && integer
        && !both
        && !listed
        && schema.format.is_none()
    {
        findings.push("an integer from outside has no bounds");
    }
}
