//! Operations are the same when method and path shape are: parameter names in a path do not matter to callers.

use countersign_contract::Contract;
use countersign_contract::model::{Method, Operation};
use indexmap::IndexMap;

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

/// [`OperationName::kind`] of callbacks.
pub(crate) const CALLBACK: &str = "callback";

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
    let pairs = pair_by_key(&base, &revision, |exchange| exchange.key.clone());
    readdressed(pairs)
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

/// A callback that goes to another address is the same, where its name and method leave no choice.
fn readdressed<'e, 'c>(pairs: Vec<Paired<&'e Exchange<'c>>>) -> Vec<Paired<&'e Exchange<'c>>> {
    type Alike<'k> = (&'k str, &'k Method);
    let mut alone: IndexMap<Alike<'_>, (Vec<&'e Exchange<'c>>, Vec<&'e Exchange<'c>>)> =
        IndexMap::new();
    for pair in &pairs {
        let exchange = pair.newest();
        let (kind, owner, method, _) = &exchange.key;
        let lists = alone.entry((owner, method)).or_default();
        match pair {
            Paired::Removed(base) if *kind == CALLBACK => lists.0.push(base),
            Paired::Added(revision) if *kind == CALLBACK => lists.1.push(revision),
            Paired::Removed(_) | Paired::Added(_) | Paired::Both { .. } => {}
        }
    }
    let joined: Vec<(&Exchange<'_>, &Exchange<'_>)> = alone
        .values()
        .filter_map(|lists| match (lists.0.as_slice(), lists.1.as_slice()) {
            ([base], [revision]) => Some((*base, *revision)),
            _ => None,
        })
        .collect();
    let pairs = pairs.into_iter().filter_map(|pair| match pair {
        Paired::Removed(base) if joined.iter().any(|(own, _)| std::ptr::eq(*own, base)) => None,
        Paired::Added(revision) => Some(
            joined
                .iter()
                .find(|(_, own)| std::ptr::eq(*own, revision))
                .map_or(pair, |(base, _)| Paired::Both { base, revision }),
        ),
        Paired::Removed(_) | Paired::Both { .. } => Some(pair),
    });
    pairs.collect()
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
        let called = exchange(Caller::User, "");
        callbacks(&called, &mut exchanges);
        exchanges.push(called);
        // What a component describes may be what an API writes, too.
        if is_schema && contract.root_schema.is_none() {
            exchanges.push(exchange(Caller::Api, "written"));
        }
    }
    for webhook in &contract.webhooks {
        for operation in &webhook.operations {
            let called = Exchange {
                key: (
                    "webhook",
                    webhook.name.clone(),
                    operation.method.clone(),
                    String::new(),
                ),
                caller: Caller::Api,
                path: webhook.name.clone(),
                operation,
            };
            callbacks(&called, &mut exchanges);
            exchanges.push(called);
        }
    }
    exchanges
}

/// Callbacks of an operation, and theirs: whoever is called back may call back, too. Documents are trees where no reference
/// makes a circle of them, and one that does was refused.
fn callbacks<'c>(owner: &Exchange<'c>, exchanges: &mut Vec<Exchange<'c>>) {
    let caller = match owner.caller {
        Caller::User => Caller::Api,
        Caller::Api => Caller::User,
    };
    let (_, outer, method, shape) = &owner.key;
    for (name, callback) in &owner.operation.callbacks {
        for (expression, operations) in &callback.expressions {
            for operation in operations {
                let exchange = Exchange {
                    key: (
                        CALLBACK,
                        format!("{outer} {method} {shape} {name}"),
                        operation.method.clone(),
                        expression.clone(),
                    ),
                    caller,
                    path: format!("{name} of {method} {}", owner.path),
                    operation,
                };
                callbacks(&exchange, exchanges);
                exchanges.push(exchange);
            }
        }
    }
}
