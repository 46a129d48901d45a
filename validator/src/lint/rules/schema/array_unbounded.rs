//! An array that comes from outside may have any number of items.
//!
//! # Why
//! One request can carry as much work as a million.
//! # What to do
//! add `maxItems`
//! # Example
//! ```yaml
//! { type: array, items: { type: string } }
//! ```
//! # Instead
//! ```yaml
//! { type: array, maxItems: 100, items: { type: string } }
//! ```

use countersign_contract::schema::Type;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "array-unbounded",
    Group::Security,
    Level::Info,
    "OWASP API4:2023.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let array = schema
        .types
        .is_some_and(|types| types.contains(Type::Array));
    if subject.received && !subject.partial && array && schema.array.max_items.is_none() {
        findings.push("an array from outside has no `maxItems`");
    }
}
