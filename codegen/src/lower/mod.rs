//! From the contract's meaning to Rust shapes. No names, no tokens.

mod body;
mod choice;
mod deprecation;
pub(crate) mod event;
mod group;
mod link;
mod media;
pub(crate) mod need;
mod operation;
mod pages;
mod parameter;
mod response;
mod route;
pub(crate) mod schema;
mod server;
mod stream;
pub(crate) mod validation;
mod xml;

use countersign_contract::{Contract, Diagnostics};

use crate::model::{ApiModel, LeftOut, ValidationModel};
use crate::options::{Options, Sides};

pub(crate) use operation::name as operation_name;

/// The tags that operations are grouped by, in order of first use.
pub(crate) fn groups(contract: &Contract) -> Vec<Option<String>> {
    let (groups, _) = group::lower(contract);
    groups.into_iter().map(|group| group.tag).collect()
}

/// The model of everything the contract describes. `left_out` are names that nothing in it may take.
pub(crate) fn lower(
    contract: &Contract,
    left_out: LeftOut,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> ApiModel {
    let (groups, group_of) = group::lower(contract);
    let mut schemas = schema::Schemas::new(contract);
    schemas.components();
    let mut operations = operation::lower(contract, &group_of, &mut schemas, diagnostics);
    let validation = if options.sides == Sides::TypesOnly {
        ValidationModel::default()
    } else {
        validation::validation(contract, &operations, options.sides.server())
    };
    let xml = xml::lower(contract, &operations, diagnostics);
    let events = event::lower(contract, &left_out, options, &mut schemas, diagnostics);
    let (mut types, mut type_order) = schemas.finish(options.sides, diagnostics);
    schema::settle_defaults(&mut types, &mut operations, diagnostics);
    choice::lower(contract, &mut operations, &mut types, &mut type_order);
    ApiModel {
        largest_cycle: schema::largest_cycle(&types),
        types,
        type_order,
        left_out,
        operations,
        groups,
        servers: server::servers(contract),
        validation,
        xml,
        events,
    }
}
