//! What operations and their groups are called.

use super::{Case, Scope};
use crate::model::{ApiModel, OperationModel};

/// Associated functions and trait methods that a client has besides its operations.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "fmt", "from_runtime"];

/// What an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OperationNames {
    /// `create_order`: the method. Unique among all operations.
    pub(crate) method: String,
    /// `CreateOrder`: the stem of its types (`CreateOrderError`). Unique among all operations.
    pub(crate) pascal: String,
    /// `CREATE_ORDER`: its descriptor. Unique among all operations.
    pub(crate) constant: String,
}

/// What a group of operations is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupNames {
    /// `orders`: its module.
    pub(crate) module: String,
    /// `Orders`: its server trait.
    pub(crate) pascal: String,
}

/// Names of groups, in order.
pub(super) fn groups(model: &ApiModel) -> Vec<GroupNames> {
    let mut modules = Scope::new(Case::Snake, &["mod", "shared", "lib", "main"]);
    let mut traits = Scope::new(Case::Pascal, &[]);
    model
        .groups
        .iter()
        .map(|group| {
            let raw = group.tag.as_deref().unwrap_or("api");
            GroupNames {
                module: modules.claim(raw),
                pascal: traits.claim(raw),
            }
        })
        .collect()
}

/// Names of operations, in order.
pub(super) fn operations(model: &ApiModel) -> Vec<OperationNames> {
    let mut methods = Scope::new(Case::Snake, CLIENT_METHODS);
    let mut types = Scope::new(Case::Pascal, &[]);
    let mut constants = Scope::new(Case::Constant, &[]);
    model
        .operations
        .iter()
        .map(|operation| {
            let raw = raw_name(operation);
            OperationNames {
                method: methods.claim(&raw),
                pascal: types.claim(&raw),
                constant: constants.claim(&raw),
            }
        })
        .collect()
}

/// `operationId`, else method and path: `GET /orders/{id}` is `get orders by id`.
fn raw_name(operation: &OperationModel) -> String {
    if let Some(operation_id) = &operation.operation_id {
        return operation_id.clone();
    }
    let path = operation.path.replace('{', " by ");
    format!("{} {path}", operation.method.to_lowercase())
}
