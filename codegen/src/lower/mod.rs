//! From the contract's meaning to Rust shapes. No names, no tokens.

mod body;
mod choice;
pub(crate) mod event;
mod group;
mod media;
mod operation;
mod pages;
mod parameter;
mod response;
mod route;
pub(crate) mod schema;
mod server;
mod stream;
pub(crate) mod validation;

use countersign_contract::{Contract, Diagnostics};

use crate::model::{ApiModel, ValidationModel};
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
    let mut operations = operation::lower(contract, &group_of, &mut schemas, diagnostics);
    let validation = if options.sides.server() {
        validation::validation(contract, &operations)
    } else {
        ValidationModel::default()
    };
    let events = event::lower(contract, options, &mut schemas, diagnostics);
    let (mut types, mut type_order) = schemas.finish(options.sides, diagnostics);
    choice::lower(contract, &mut operations, &mut types, &mut type_order);
    ApiModel {
        types,
        type_order,
        operations,
        groups,
        servers: server::servers(contract),
        validation,
        events,
    }
}
