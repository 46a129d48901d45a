//! A JSON Schema on its own, or an OpenAPI document of components alone, no longer has a definition.
//!
//! # Why it breaks
//! Other documents may refer to it by its name; validators refuse to load those. Types generated from it are gone.
//! # Example
//! ```yaml,base
//! $schema: https://json-schema.org/draft/2020-12/schema
//! $defs: { Price: { type: integer } }
//! ```
//! ```yaml,revision
//! $schema: https://json-schema.org/draft/2020-12/schema
//! ```
//! # Not reported when
//! The document is an OpenAPI document with operations: there, the operations that reach a schema count.
//! # Evolve instead
//! Keep the name, with a `$ref` to what took its place.

use crate::direction::{Caller, Effect};
use crate::documents;
use crate::pairing::{OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct SchemaRemoved;

impl Rule for SchemaRemoved {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::warning("schema-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core, 8.2.4");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Removed(base) = pair.sides
            && pair.name.kind == documents::KIND
            && pair.caller == Caller::User
        {
            changes.push(
                Difference::message(Effect::Withdrawn, "was removed", MessagePlan::request())
                    .at((Some(base.method_span), None))
                    .losing_names(),
            );
        }
    }
}
