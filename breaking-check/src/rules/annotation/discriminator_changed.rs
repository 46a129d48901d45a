//! Alternatives are told apart by another property.
//!
//! # Why it breaks
//! Validation does not look at discriminators, but generated readers do: they look for the new tag and do not find it.
//! # Example
//! ```yaml,base
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
//! ```
//! ```yaml,revision
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: type, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
//! ```
//! # Not reported when
//! Only the values of the property changed: see `discriminator-value-added`, `discriminator-value-removed` and
//! `discriminator-value-changed`.
//! # Evolve instead
//! Keep the property, and send the new one beside it.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct DiscriminatorChanged;

impl Rule for DiscriminatorChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("discriminator-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Discriminator Object");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.discriminators() {
            if let (Some(base), Some(revision)) = (found.base, found.revision)
                && base.property_name != revision.property_name
            {
                let predicate = format!(
                    "is told apart by `{}` and no longer by `{}`",
                    revision.property_name, base.property_name
                );
                changes.push(
                    Difference::schema(Effect::Incomparable, predicate)
                        .at((Some(base.span), Some(revision.span)))
                        .misleading_readers(),
                );
            }
        }
    }
}
