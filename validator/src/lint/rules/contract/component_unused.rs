//! A named schema that nothing refers to.
//!
//! # Why
//! It is read, generated and compared, and describes nothing.
//! # What to do
//! use it, or remove it
//! # Document
//! ```yaml
//! components: { schemas: { Left: { type: string } } }
//! paths: { /items: { get: { operationId: listItems, responses: { "200": { description: ok } } } } }
//! ```
//! # Instead
//! ```yaml
//! components: { schemas: { Item: { type: string } } }
//! paths: { /items: { get: { operationId: listItems, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } } } } } }
//! ```

use countersign_contract::model::Contract;
use countersign_contract::schema::visit;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{operations, target};

pub(crate) const META: LintMeta = LintMeta::new(
    "component-unused",
    Group::Design,
    Level::Info,
    "OAS 3.1.1 Components Object.",
);

pub(crate) fn check(contract: &Contract, findings: &mut Findings) {
    let all = operations(contract);
    if all.is_empty() {
        return;
    }
    let roots = all.iter().flat_map(|of| {
        let mut schemas = visit::request_schemas(of.operation);
        schemas.extend(visit::response_schemas(of.operation));
        schemas
    });
    let mut used = vec![false; contract.schemas.len()];
    for id in visit::reachable(contract, roots) {
        used[id.index()] = true;
    }
    for (name, id) in &contract.component_schemas {
        // What extends a base with a discriminator is used through the base.
        let extends = contract
            .schema(*id)
            .all_of
            .iter()
            .any(|base| target(contract, *base).discriminator.is_some());
        if !used[id.index()] && !extends {
            findings.push_at(
                contract.schema(*id).span,
                format!("nothing refers to `{name}`"),
            );
        }
    }
}
