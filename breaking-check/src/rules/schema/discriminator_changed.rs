//! Alternatives are told apart by another property or other values.
//!
//! # Why it breaks
//! Validation does not look at discriminators, but generated readers do: they look for the new tag and do not find it,
//! or do not know it.
//! # Example
//! ```yaml,base
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat" } }
//! ```
//! ```yaml,revision
//! paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: { "200": { description: ok } } } } }
//! components:
//!   schemas:
//!     Cat: { type: object, properties: { kind: { type: string }, claws: { type: integer } } }
//!     Dog: { type: object, properties: { kind: { type: string }, bark: { type: string } } }
//!     Pet:
//!       anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
//!       discriminator: { propertyName: kind, mapping: { kitten: "#/components/schemas/Cat" } }
//! ```
//! # Not reported when
//! Alternatives came or went: see `alternative-added` and `alternative-removed`.
//! # Evolve instead
//! Keep the old value in the mapping beside the new one.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{MemberPair, SchemaPair};

#[derive(Debug)]
pub(crate) struct DiscriminatorChanged;

impl Rule for DiscriminatorChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("discriminator-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Discriminator Object");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let stable = pair
            .members
            .iter()
            .all(|member| matches!(member, MemberPair::Both(..)));
        if stable && pair.base.tags() != pair.revision.tags() {
            changes.push(
                Difference::schema(Effect::Equal, "is told apart by other discriminator values")
                    .at(pair.spans("discriminator"))
                    .misleading_readers(),
            );
        }
    }
}
