//! An object that comes from outside may have any number of properties with names of its sender's choice.
//!
//! # Why
//! Each of them is read, held in memory and often stored.
//! # What to do
//! add `maxProperties`
//! # Example
//! ```yaml
//! { type: object, additionalProperties: { type: string } }
//! ```
//! # Instead
//! ```yaml
//! { type: object, additionalProperties: { type: string }, maxProperties: 50 }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemaSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "map-unbounded",
    Group::Security,
    Level::Off,
    "OWASP API3:2023, API4:2023.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let object = &subject.schema.object;
    let others = [object.additional_properties, object.unevaluated_properties];
    let open = others
        .into_iter()
        .flatten()
        .any(|id| subject.contract.schema(id).boolean != Some(false))
        || !object.pattern_properties.is_empty();
    if subject.received && !subject.partial && open && object.max_properties.is_none() {
        findings.push("an object from outside may have any number of properties");
    }
}
