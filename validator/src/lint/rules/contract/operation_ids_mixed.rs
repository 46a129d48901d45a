//! operationIds are spelled in more than one way.
//!
//! # Why
//! Callers of other generators see `listItems` beside `get_item`.
//! # What to do
//! spell all of them like most of them
//! # Document
//! ```yaml
//! paths:
//!   /a: { get: { operationId: listItems, responses: { "200": { description: ok } } } }
//!   /b: { get: { operationId: listUsers, responses: { "200": { description: ok } } } }
//!   /c: { get: { operationId: list_roles, responses: { "200": { description: ok } } } }
//! ```
//! # Instead
//! ```yaml
//! paths:
//!   /a: { get: { operationId: listItems, responses: { "200": { description: ok } } } }
//!   /b: { get: { operationId: listUsers, responses: { "200": { description: ok } } } }
//!   /c: { get: { operationId: listRoles, responses: { "200": { description: ok } } } }
//! ```

use countersign_contract::model::Contract;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::spelling::odd_ones;
use crate::lint::subject::operations;

pub(crate) const META: LintMeta =
    LintMeta::new("operation-ids-mixed", Group::Naming, Level::Info, "");

pub(crate) fn check(contract: &Contract, findings: &mut Findings) {
    let all = operations(contract);
    let names = all.iter().filter_map(|of| {
        let id = of.operation.operation_id.as_deref()?;
        Some((id, of.operation.method_span))
    });
    for (name, span, usual) in odd_ones(names) {
        findings.push_at(
            span,
            format!("`{name}` is not spelled like the others, in {usual}"),
        );
    }
}
