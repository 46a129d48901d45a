//! An example that its own schema does not allow.
//!
//! # Why
//! Readers copy examples, and mock servers answer with them: a wrong one is a bug in every client that was written by it.
//! Either the example or the schema is wrong.
//! # What to do
//! correct the example, or the schema if the example is what is really sent
//! # Example
//! ```yaml
//! { type: object, required: [name], properties: { name: { type: string } }, example: { title: Pen } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, required: [name], properties: { name: { type: string } }, example: { name: Pen } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::values::{Role, ValueSubject};
use crate::validator::Validator;

pub(crate) const META: LintMeta = LintMeta::new(
    "example-breaks-schema",
    Group::Design,
    Level::Warning,
    "JSON Schema 2020-12 Validation 9.5; OAS 3.1.1 Media Type Object.",
);

pub(crate) fn check(
    subject: &ValueSubject<'_>,
    validator: &Validator<'_>,
    findings: &mut Findings,
) {
    if subject.role != Role::Example {
        return;
    }
    if let Some(broken) = subject.broken(validator) {
        let message = format!("the example does not obey its schema: {}", broken.message);
        findings.push_at(broken.span, message);
    }
}
