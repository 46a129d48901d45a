//! A property is required and not described.
//!
//! # Why
//! Most often its name is misspelled in `required`; no value then obeys the schema.
//! # What to do
//! describe the property under `properties`, or correct its name in `required`
//! # Example
//! ```yaml
//! { type: object, required: [nmae], properties: { name: { type: string } } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, required: [name], properties: { name: { type: string } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{SchemaSubject, span_of};

pub(crate) const META: LintMeta = LintMeta::new(
    "required-undeclared",
    Group::Design,
    Level::Info,
    "JSON Schema 2020-12 Validation 6.5.3.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let composed =
        !schema.all_of.is_empty() || !schema.any_of.is_empty() || !schema.one_of.is_empty();
    if subject.partial || composed || schema.object.properties.is_empty() {
        return;
    }
    for name in &schema.object.required {
        if !schema.object.properties.contains_key(name) {
            findings.push_at(
                span_of(schema, "required"),
                format!("`{name}` is required and not described"),
            );
        }
    }
}
