//! A value of the discriminator no longer means an alternative.
//!
//! # Why it breaks
//! Validation does not look at discriminators, but generated readers do: they no longer know what the old value means.
//! # Example
//! ```yaml,base
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: kind, mapping: { kitten: "#/components/schemas/Cat", cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
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
//! The value came or went with its alternative: see `alternative-added` and `alternative-removed`.
//! # Evolve instead
//! Keep the old value in the mapping beside the new one.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, Tag};

#[derive(Debug)]
pub(crate) struct DiscriminatorValueRemoved;

impl Rule for DiscriminatorValueRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("discriminator-value-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Discriminator Object");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.discriminators() {
            let spans = (
                found.base.map(|discriminator| discriminator.span),
                found.revision.map(|discriminator| discriminator.span),
            );
            for tag in pair.tags(found) {
                if let Tag::Removed(value) = tag {
                    changes.push(
                        Difference::schema(
                            Effect::Narrower,
                            format!("no longer knows the tag `{value}`"),
                        )
                        .at(spans)
                        .misleading_readers(),
                    );
                }
            }
        }
    }
}
