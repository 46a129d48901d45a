//! Alternatives are no longer told apart by a property: the `discriminator` is gone.
//!
//! # Why it breaks
//! Validation does not look at discriminators, but generated readers do: they go on looking for the tag and may not find
//! it.
//! # Example
//! ```yaml,base
//! paths: { /pets: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
//! ```
//! ```yaml,revision
//! paths: { /pets: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, type: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, type: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//! ```
//! # Not reported when
//! The discriminator looks at another property: see `discriminator-changed`.
//! # Evolve instead
//! Go on sending the tag, and say so.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct DiscriminatorRemoved;

impl Rule for DiscriminatorRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("discriminator-removed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Discriminator Object");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for found in pair.discriminators() {
            if let (Some(base), None) = (found.base, found.revision) {
                let predicate = format!("is no longer told apart by `{}`", base.property_name);
                changes.push(
                    Difference::schema(Effect::Wider, predicate)
                        .at((Some(base.span), pair.revision.span()))
                        .misleading_readers(),
                );
            }
        }
    }
}
