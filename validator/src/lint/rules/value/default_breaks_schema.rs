//! A default that its own schema does not allow.
//!
//! # Why
//! Nobody can rely on a default that no message may carry, so generated code leaves it out; readers still see it.
//! # What to do
//! give a default that the schema allows, or leave it out
//! # Example
//! ```yaml
//! { type: string, enum: [small, large], default: medium }
//! ```
//! # Instead
//! ```yaml
//! { type: string, enum: [small, large], default: small }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::values::{Role, ValueSubject};
use crate::validator::Validator;

pub(crate) const META: LintMeta = LintMeta::new(
    "default-breaks-schema",
    Group::Design,
    Level::Warning,
    "JSON Schema 2020-12 Validation 9.2.",
);

pub(crate) fn check(
    subject: &ValueSubject<'_>,
    validator: &Validator<'_>,
    findings: &mut Findings,
) {
    if subject.role != Role::Default {
        return;
    }
    if let Some(broken) = subject.broken(validator) {
        let message = format!("the default does not obey its schema: {}", broken.message);
        findings.push_at(broken.span, message);
    }
}
