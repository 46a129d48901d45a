//! Alternatives that are objects have no discriminator.
//!
//! # Why
//! Readers must try one alternative after the other, and take the wrong one where two fit.
//! # What to do
//! add a `discriminator`, or a required property whose `const` differs
//! # Example
//! ```yaml
//! oneOf:
//!   - { type: object, properties: { meow: { type: string } } }
//!   - { type: object, properties: { bark: { type: string } } }
//! ```
//! # Instead
//! ```yaml
//! oneOf:
//!   - { type: object, required: [kind], properties: { kind: { const: cat }, meow: { type: string } } }
//!   - { type: object, required: [kind], properties: { kind: { const: dog }, bark: { type: string } } }
//! ```

use countersign_contract::schema::{Schema, SchemaId, Type};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{SchemaSubject, span_of, target};

pub(crate) const META: LintMeta = LintMeta::new(
    "union-without-discriminator",
    Group::Design,
    Level::Info,
    "OAS 3.1.1 Discriminator Object.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    if schema.discriminator.is_some() {
        return;
    }
    for (keyword, alternatives) in [("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
        let objects: Vec<&Schema> = alternatives
            .iter()
            .map(|id: &SchemaId| target(subject.contract, *id))
            .filter(|schema| {
                schema
                    .types
                    .is_some_and(|types| types.contains(Type::Object))
            })
            .collect();
        if objects.len() > 1 && !told_apart(subject, &objects) {
            findings.push_at(
                span_of(schema, keyword),
                format!(
                    "`{keyword}` has {} objects and nothing that tells them apart",
                    objects.len()
                ),
            );
        }
    }
}

/// Is there a property that all require, with a constant or an enumeration in each?
fn told_apart(subject: &SchemaSubject<'_>, objects: &[&Schema]) -> bool {
    let tagged = |schema: &Schema, name: &String| {
        let property = schema.object.properties.get(name);
        schema.object.required.contains(name)
            && property.is_some_and(|id| {
                let property = target(subject.contract, *id);
                property.constant.is_some() || property.enumeration.is_some()
            })
    };
    objects.first().is_some_and(|first| {
        let mut names = first.object.properties.keys();
        names.any(|name| objects.iter().all(|schema| tagged(schema, name)))
    })
}
