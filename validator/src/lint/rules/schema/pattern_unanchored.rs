//! A pattern is not anchored at both ends.
//!
//! # Why
//! `pattern` searches; `[a-z]+` lets everything pass that has one small letter in it. Few authors mean that.
//! # What to do
//! begin the pattern with `^` and end it with `$`
//! # Example
//! ```yaml
//! { type: string, pattern: "[a-z]+" }
//! ```
//! # Instead
//! ```yaml
//! { type: string, pattern: "^[a-z]+$" }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{SchemaSubject, span_of};

pub(crate) const META: LintMeta = LintMeta::new(
    "pattern-unanchored",
    Group::Design,
    Level::Info,
    "JSON Schema 2020-12 Validation 6.3.3.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    if let Some(pattern) = &schema.string.pattern
        && !(pattern.starts_with('^') || pattern.starts_with("(^"))
        && !pattern.ends_with('$')
    {
        findings.push_at(
            span_of(schema, "pattern"),
            "the pattern is searched for anywhere in the value",
        );
    }
}
