//! A JSON Schema on its own has a new definition.
//!
//! # Why it does not break
//! Nobody refers to it yet.
//! # Example
//! ```yaml,base
//! $schema: https://json-schema.org/draft/2020-12/schema
//! ```
//! ```yaml,revision
//! $schema: https://json-schema.org/draft/2020-12/schema
//! $defs: { Price: { type: integer } }
//! ```
//! # Not reported when
//! The document is an OpenAPI document with operations: there, the operations that reach a schema count.

use crate::direction::{Caller, Effect};
use crate::documents;
use crate::pairing::{OperationPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct SchemaAdded;

impl Rule for SchemaAdded {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::info("schema-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Core, 8.2.4");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides
            && pair.name.kind == documents::KIND
            && pair.caller == Caller::User
        {
            changes.push(
                Difference::message(Effect::Equal, "was added", MessagePlan::Nothing)
                    .at((None, Some(revision.method_span))),
            );
        }
    }
}
