//! What things are called: the only room where an identifier is invented.
//!
//! Names are claimed in contract order, named schemas before schemas written in place. Whoever comes first keeps the plain
//! name, so adding something at the end of a contract renames nothing that was there before.

mod case;
mod keyword;
mod operation;
mod reserved;
mod scope;
mod status;
mod types;

pub(crate) use case::Case;
pub(crate) use operation::{GroupNames, OperationNames, ParameterNames, ResponseNames};
pub(crate) use scope::Scope;
pub(crate) use status::status_word;
pub(crate) use types::TypeNames;

use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

use crate::model::{ApiModel, TypeId};

/// The model and what everything in it is called.
#[derive(Clone, Debug)]
pub(crate) struct NamedModel {
    /// The shapes.
    pub(crate) model: ApiModel,
    /// By [`TypeId`].
    pub(crate) types: Vec<TypeNames>,
    /// By index of the operation.
    pub(crate) operations: Vec<OperationNames>,
    /// By index of the group.
    pub(crate) groups: Vec<GroupNames>,
    /// Validation tables that stand on their own.
    pub(crate) tables: IndexMap<SchemaId, String>,
}

impl NamedModel {
    /// What a type is called.
    pub(crate) fn type_names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.index()]
    }
}

/// Gives everything in the model its name.
pub(crate) fn assign(model: ApiModel) -> NamedModel {
    let groups = operation::groups(&model);
    let operations = operation::operations(&model, &groups);
    let types = types::types(&model, &operations);
    let tables = operation::tables(&model);
    NamedModel {
        model,
        types,
        operations,
        groups,
        tables,
    }
}
