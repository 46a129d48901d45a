//! From named shapes to Rust text. Nothing is decided here but wording.

mod client;
pub(crate) mod doc;
mod events;
mod files;
mod imports;
mod operations;
mod root;
pub(crate) mod runtime_path;
mod schemas;
mod server;
mod servers;
pub(crate) mod types;
mod value;

use countersign_contract::Contract;

use crate::file_tree::{Module, ModulePath};
use crate::name::NamedModel;
use crate::options::{Options, Sides};

/// All modules of the output.
pub(crate) fn emit(named: NamedModel, contract: &Contract, options: &Options) -> Vec<Module> {
    // Webhooks alone: nothing to call and nothing to serve.
    let sides = if named.model.operations.is_empty() {
        Sides::TypesOnly
    } else {
        options.sides
    };
    let info = &contract.info;
    let mut modules = vec![root::module(
        &info.title,
        info.description.as_deref(),
        sides,
    )];
    modules.extend(types::modules(&named, options));
    let path = |name| ModulePath::new([name]);
    if sides != Sides::TypesOnly {
        let operations = operations::modules(&named, contract, sides.server(), &path("operations"));
        modules.extend(operations);
    }
    if sides.client() {
        modules.extend(client::modules(&named, contract, &path("client")));
        modules.extend(servers::module(&named));
    }
    if sides.server() {
        modules.extend(server::modules(&named, contract, &path("server")));
        modules.extend(schemas::modules(&named, contract, path("schemas")));
    }
    modules.extend(events::modules(
        &named.into_events(),
        contract,
        options.sides,
    ));
    modules
}
