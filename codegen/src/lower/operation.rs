//! Operations: the shape of a call.

use countersign_contract::{Contract, Diagnostics};

use super::schema::Schemas;
use crate::model::OperationModel;

/// The operations in contract order.
pub(super) fn lower(
    contract: &Contract,
    group_of: &[usize],
    _schemas: &mut Schemas<'_>,
    _diagnostics: &mut Diagnostics,
) -> Vec<OperationModel> {
    let operations = contract.operations.iter().zip(group_of);
    operations
        .map(|(operation, group)| OperationModel {
            operation_id: operation.operation_id.clone(),
            method: operation.method.as_str().to_owned(),
            path: operation.path.text.clone(),
            group: *group,
        })
        .collect()
}
