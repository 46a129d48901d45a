//! An array does not say what is in it.
//!
//! # Why
//! Items of any type can be neither typed nor checked.
//! # What to do
//! describe the items with `items` or `prefixItems`
//! # Example
//! ```yaml
//! { type: array }
//! ```
//! # Instead
//! ```yaml
//! { type: array, items: { type: string } }
//! ```

use countersign_contract::schema::{Type, TypeSet};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "array-without-items",
    Group::Design,
    Level::Info,
    "JSON Schema 2020-12 Core 10.3.1.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let array = schema.types == Some(TypeSet::EMPTY.with(Type::Array));
    let described = schema.array.items.is_some() || !schema.array.prefix_items.is_empty();
    if array && !described && !subject.partial {
        findings.push("an array does not say what is in it");
    }
}
