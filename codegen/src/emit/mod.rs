//! From named shapes to Rust text. Nothing is decided here but wording.

mod client;
pub(crate) mod doc;
mod files;
mod imports;
mod operations;
mod root;
pub(crate) mod runtime_path;
mod schemas;
mod server;
pub(crate) mod types;
mod value;

use countersign_contract::Contract;

use crate::file_tree::Module;
use crate::name::NamedModel;
use crate::options::{Options, Sides};

/// All modules of the output.
pub(crate) fn emit(named: &NamedModel, contract: &Contract, options: &Options) -> Vec<Module> {
    let mut modules = vec![root::module(
        &contract.info.title,
        contract.info.description.as_deref(),
        options.sides,
    )];
    modules.extend(types::modules(named, options));
    if named.model.operations.is_empty() {
        // Webhooks alone: nothing to call and nothing to serve.
        return modules;
    }
    if options.sides != Sides::TypesOnly {
        modules.extend(operations::modules(named, contract, options.sides));
    }
    if options.sides.client() {
        modules.extend(client::modules(named, contract));
    }
    if options.sides.server() {
        modules.extend(server::modules(named, contract));
        modules.extend(schemas::modules(named, contract));
    }
    modules
}
