//! Operations are the same when method and path shape are: parameter names in a path do not matter to callers.

use countersign_contract::Contract;
use countersign_contract::model::{Method, Operation};

use super::{Paired, pair_by_key};
use crate::change::OperationName;
use crate::direction::Caller;
use crate::documents;

/// One operation in both contracts.
#[derive(Clone, Debug)]
pub(crate) struct OperationPair<'c> {
    pub(crate) name: OperationName,
    pub(crate) caller: Caller,
    pub(crate) sides: Paired<&'c Operation>,
}

/// Key of an exchange: what kind it is, who owns it, method and path shape.
type Key = (&'static str, String, Method, String);

struct Exchange<'c> {
    key: Key,
    caller: Caller,
    path: String,
    operation: &'c Operation,
}

/// All operations, webhooks and callbacks of both contracts, paired.
pub(crate) fn operations<'c>(base: &'c Contract, revision: &'c Contract) -> Vec<OperationPair<'c>> {
    let base = exchanges(base);
    let revision = exchanges(revision);
    pair_by_key(&base, &revision, |exchange| exchange.key.clone())
        .into_iter()
        .map(|pair| {
            let newest = pair.newest();
            let kind = newest.key.0;
            OperationPair {
                name: OperationName {
                    kind,
                    method: newest.operation.method.as_str().to_owned(),
                    path: newest.path.clone(),
                },
                caller: newest.caller,
                sides: match pair {
                    Paired::Removed(base) => Paired::Removed(base.operation),
                    Paired::Added(revision) => Paired::Added(revision.operation),
                    Paired::Both { base, revision } => Paired::Both {
                        base: base.operation,
                        revision: revision.operation,
                    },
                },
            }
        })
        .collect()
}

fn exchanges(contract: &Contract) -> Vec<Exchange<'_>> {
    let mut exchanges = Vec::new();
    for operation in &contract.operations {
        let is_schema = documents::is_schema(operation);
        let kind = if is_schema { documents::KIND } else { "" };
        let exchange = |caller: Caller, owner: &str| Exchange {
            key: (
                kind,
                owner.to_owned(),
                operation.method.clone(),
                operation.path.shape(),
            ),
            caller,
            path: operation.path.text.clone(),
            operation,
        };
        exchanges.push(exchange(Caller::User, ""));
        // What a component describes may be what an API writes, too.
        if is_schema && contract.root_schema.is_none() {
            exchanges.push(exchange(Caller::Api, "written"));
        }
        callbacks(operation, &mut exchanges);
    }
    for webhook in &contract.webhooks {
        for operation in &webhook.operations {
            exchanges.push(Exchange {
                key: (
                    "webhook",
                    webhook.name.clone(),
                    operation.method.clone(),
                    String::new(),
                ),
                caller: Caller::Api,
                path: webhook.name.clone(),
                operation,
            });
        }
    }
    exchanges
}

/// Callbacks of one operation. Callbacks of callbacks are left to the operation that declares them in `paths`.
fn callbacks<'c>(owner: &'c Operation, exchanges: &mut Vec<Exchange<'c>>) {
    for (name, callback) in &owner.callbacks {
        for (expression, operations) in &callback.expressions {
            for operation in operations {
                exchanges.push(Exchange {
                    key: (
                        "callback",
                        format!("{} {} {name}", owner.method, owner.path.shape()),
                        operation.method.clone(),
                        expression.clone(),
                    ),
                    caller: Caller::Api,
                    path: format!("{name} of {} {}", owner.method, owner.path),
                    operation,
                });
            }
        }
    }
}
