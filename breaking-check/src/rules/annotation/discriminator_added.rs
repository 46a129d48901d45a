//! Alternatives are told apart by a property now: there is a `discriminator`.
//!
//! # Why it breaks
//! Validation does not look at discriminators, but generated readers do: they refuse or misread values whose tag means
//! nothing, which nobody had to send before.
//! # Example
//! ```yaml,base
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//! ```
//! ```yaml,revision
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
//! ```
//! # Not reported when
//! The discriminator looks at another property: see `discriminator-changed`.
//! # Evolve instead
//! Keep the alternatives apart by what they look like, too.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct DiscriminatorAdded;

impl Rule for DiscriminatorAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("discriminator-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Discriminator Object");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.discriminators() {
            if let (None, Some(revision)) = (found.base, found.revision) {
                let predicate = format!("is told apart by `{}` now", revision.property_name);
                changes.push(
                    Difference::schema(Effect::Narrower, predicate)
                        .at((pair.base.span(), Some(revision.span)))
                        .misleading_readers(),
                );
            }
        }
    }
}
