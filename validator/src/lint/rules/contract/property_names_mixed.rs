//! Properties are spelled in more than one way.
//!
//! # Why
//! Callers get `createdAt` from one operation and `created_at` from the next, and misspell both.
//! # What to do
//! spell all of them like most of them
//! # Document
//! ```yaml
//! components: { schemas: { Item: { type: object, properties: { itemId: { type: string }, madeAt: { type: string }, sold_at: { type: string } } } } }
//! paths: { /items: { get: { operationId: listItems, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } } } } } }
//! ```
//! # Instead
//! ```yaml
//! components: { schemas: { Item: { type: object, properties: { itemId: { type: string }, madeAt: { type: string }, soldAt: { type: string } } } } }
//! paths: { /items: { get: { operationId: listItems, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } } } } } }
//! ```

use countersign_contract::model::Contract;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::spelling::odd_ones;
use crate::lint::subject::{operations, schemas};

pub(crate) const META: LintMeta =
    LintMeta::new("property-names-mixed", Group::Naming, Level::Info, "");

pub(crate) fn check(contract: &Contract, findings: &mut Findings) {
    let subjects = schemas(contract, &operations(contract));
    let names = subjects
        .iter()
        .flat_map(|subject| &subject.schema.object.properties)
        .map(|(name, id)| (name.as_str(), contract.schema(*id).span));
    for (name, span, usual) in odd_ones(names) {
        findings.push_at(
            span,
            format!("`{name}` is not spelled like the others, in {usual}"),
        );
    }
}
