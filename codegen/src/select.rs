//! Which part of a contract is generated? What a filter keeps, and every schema that the kept part needs.

use std::borrow::Cow;

use countersign_contract::model::{Contract, Operation};
use countersign_contract::schema::{SchemaId, visit};
use countersign_contract::{Diagnostic, Diagnostics};

use crate::lower;
use crate::model::{LeftOut, LeftOutOperation, LeftOutOperations};
use crate::options::{Filter, Pattern};

/// The contract without the operations and webhooks that the filter leaves out, and without the components that only they
/// needed. Without a filter it is the contract itself.
pub(crate) fn select<'c>(
    contract: &'c Contract,
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> Cow<'c, Contract> {
    if filter.is_empty() {
        return Cow::Borrowed(contract);
    }
    report_idle(contract, filter, diagnostics);
    let mut kept = contract.clone();
    kept.operations
        .retain(|operation| filter.keeps(&operation.path.to_string(), operation));
    for webhook in &mut kept.webhooks {
        let name = webhook.name.clone();
        webhook
            .operations
            .retain(|operation| filter.keeps(&name, operation));
    }
    kept.webhooks
        .retain(|webhook| !webhook.operations.is_empty());
    if kept.operations.is_empty() && kept.webhooks.is_empty() {
        diagnostics.push(
            Diagnostic::error(
                "filter-keeps-nothing",
                "no operation of the contract passes the filter",
            )
            .help("loosen `--tag`, `--path` or `--operation`; `countersign inspect` lists the operations"),
        );
    }
    let needed = needed(&kept);
    // A schema written in place is called after the component that refers to it.
    let names_needed = |schema: SchemaId| {
        let target = visit::target(contract, schema);
        needed[target.index()] && !contract.component_schemas.values().any(|id| *id == target)
    };
    kept.component_schemas
        .retain(|_, schema| needed[schema.index()] || names_needed(*schema));
    Cow::Owned(kept)
}

/// What was not kept and keeps its names all the same.
pub(crate) fn left_out(contract: &Contract, kept: &Contract) -> LeftOut {
    let all = contract.component_schemas.iter();
    let schemas = all.filter(|(name, _)| !kept.component_schemas.contains_key(*name));
    let schemas = schemas.map(|(name, schema)| (contract.schema(*schema).span, name.clone()));
    LeftOut {
        schemas: schemas.collect(),
        operations: operations(contract, kept),
        events: lower::event::left_out(contract, kept),
    }
}

fn operations(contract: &Contract, kept: &Contract) -> LeftOutOperations {
    let mut left_out = LeftOutOperations::default();
    let mut others = kept.operations.iter().peekable();
    for operation in &contract.operations {
        if others.next_if(|kept| kept.span == operation.span).is_some() {
            continue;
        }
        let left = kept.operations.len() - others.len();
        let operation_left = LeftOutOperation {
            called_after: lower::operation_name(operation),
            event: String::new(),
            method: operation.method.clone(),
        };
        left_out.operations.push((left, operation_left));
        left_out.tags.push(operation.tags.first().cloned());
    }
    left_out.forget_known(&lower::groups(kept));
    left_out
}

impl LeftOutOperations {
    /// Only tags that nothing kept has.
    pub(crate) fn forget_known(&mut self, known: &[Option<String>]) {
        self.tags.sort();
        self.tags.dedup();
        self.tags.retain(|tag| !known.contains(tag));
    }
}

/// For every schema whether the operations of the contract need it.
///
/// A base with a discriminator needs the components that extend it, although it does not name them: a value of the base
/// may be one of theirs.
fn needed(contract: &Contract) -> Vec<bool> {
    let mut needed = vec![false; contract.schemas.len()];
    let mut roots = roots(contract);
    loop {
        let mut grown = false;
        for id in visit::reachable(contract, roots.iter().copied()) {
            grown |= !std::mem::replace(&mut needed[id.index()], true);
        }
        if !grown {
            return needed;
        }
        roots.extend(contract.component_schemas.values().filter(|component| {
            !needed[component.index()]
                && contract.schema(**component).all_of.iter().any(|base| {
                    let base = visit::target(contract, *base);
                    needed[base.index()] && contract.schema(base).discriminator.is_some()
                })
        }));
    }
}

fn roots(contract: &Contract) -> Vec<SchemaId> {
    let webhooks = contract
        .webhooks
        .iter()
        .flat_map(|webhook| &webhook.operations);
    let mut roots = Vec::new();
    let mut pending: Vec<&Operation> = contract.operations.iter().chain(webhooks).collect();
    while let Some(operation) = pending.pop() {
        roots.extend(visit::request_schemas(operation));
        roots.extend(visit::response_schemas(operation));
        let callbacks = operation.callbacks.values();
        pending.extend(
            callbacks
                .flat_map(|callback| &callback.expressions)
                .flat_map(|(_, operations)| operations),
        );
    }
    roots
}

/// A pattern that fits nothing is a slip of the pen, most likely.
fn report_idle(contract: &Contract, filter: &Filter, diagnostics: &mut Diagnostics) {
    let webhooks = contract.webhooks.iter().flat_map(|webhook| {
        webhook
            .operations
            .iter()
            .map(|operation| (webhook.name.clone(), operation))
    });
    let all: Vec<(String, &Operation)> = contract
        .operations
        .iter()
        .map(|operation| (operation.path.to_string(), operation))
        .chain(webhooks)
        .collect();
    let mut report = |what: &str, pattern: &Pattern, fits: bool| {
        if !fits {
            diagnostics.push(
                Diagnostic::warning(
                    "filter-without-effect",
                    format!("no operation has a {what} that fits `{pattern}`"),
                )
                .help("patterns are whole words, `*` stands for any characters, and upper and lower case differ"),
            );
        }
    };
    for pattern in &filter.tags {
        let fits = all
            .iter()
            .any(|(_, operation)| operation.tags.iter().any(|tag| pattern.fits(tag)));
        report("tag", pattern, fits);
    }
    for pattern in &filter.paths {
        report(
            "path",
            pattern,
            all.iter().any(|(path, _)| pattern.fits(path)),
        );
    }
    for pattern in &filter.operations {
        let fits = all.iter().any(|(_, operation)| {
            operation
                .operation_id
                .as_deref()
                .is_some_and(|id| pattern.fits(id))
        });
        report("operationId", pattern, fits);
    }
}

impl Filter {
    /// Does an operation under this path, or webhook of this name, pass every kind of pattern?
    fn keeps(&self, path: &str, operation: &Operation) -> bool {
        let tags: Vec<&str> = operation.tags.iter().map(String::as_str).collect();
        let id: Vec<&str> = operation.operation_id.iter().map(String::as_str).collect();
        passes(&self.tags, &tags) && passes(&self.paths, &[path]) && passes(&self.operations, &id)
    }
}

/// One of the including patterns fits one of the values (or there are none), and no excluding one does.
fn passes(patterns: &[Pattern], values: &[&str]) -> bool {
    let fits = |pattern: &Pattern| values.iter().any(|value| pattern.fits(value));
    let mut including = patterns
        .iter()
        .filter(|pattern| !pattern.excludes())
        .peekable();
    let excluded = patterns
        .iter()
        .any(|pattern| pattern.excludes() && fits(pattern));
    !excluded && (including.peek().is_none() || including.any(fits))
}
