//! From the contract's meaning to Rust shapes. No names, no tokens.

mod group;
mod operation;
pub(crate) mod schema;

use countersign_contract::{Contract, Diagnostics};

use crate::model::ApiModel;
use crate::options::Options;

/// The model of everything the contract describes.
pub(crate) fn lower(
    contract: &Contract,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> ApiModel {
    let (groups, group_of) = group::lower(contract);
    let mut schemas = schema::Schemas::new(contract);
    schemas.components();
    let operations = operation::lower(contract, &group_of, &mut schemas, diagnostics);
    let types = schemas.finish(options.sides, diagnostics);
    ApiModel {
        types,
        operations,
        groups,
    }
}
