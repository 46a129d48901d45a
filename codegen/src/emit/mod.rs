//! From named shapes to Rust text. Nothing is decided here but wording.

mod client;
pub(crate) mod doc;
mod events;
mod files;
mod imports;
mod operations;
mod partition;
mod root;
pub(crate) mod runtime_path;
mod schemas;
mod server;
mod servers;
mod shelves;
mod split;
mod text;
pub(crate) mod types;
mod value;
mod xml;

use countersign_contract::Contract;

use crate::file_tree::{Layout, ModulePath};
use crate::name::NamedModel;
use crate::options::{Options, Output, Sides};

use partition::Partition;

/// The packages of the output, or its module tree.
pub(crate) fn emit(named: NamedModel, contract: &Contract, options: &Options) -> Vec<Layout> {
    let deprecated = types::deprecated(&named, options);
    let recursion_limit = root::recursion_limit(named.model.largest_cycle);
    let mut layouts = match &options.output {
        Output::Crates {
            package,
            operations,
        } if !named.model.operations.is_empty() => {
            split::packages(named, contract, options, &package.name, *operations)
        }
        Output::ModuleTree | Output::Crate(_) | Output::Crates { .. } => {
            vec![whole(named, contract, options)]
        }
    };
    for layout in &mut layouts {
        layout.deprecated.clone_from(&deprecated);
        layout.recursion_limit = recursion_limit;
    }
    layouts
}

fn whole(named: NamedModel, contract: &Contract, options: &Options) -> Layout {
    // Webhooks alone: nothing to call and nothing to serve.
    let sides = if named.model.operations.is_empty() {
        Sides::TypesOnly
    } else {
        options.sides
    };
    let info = &contract.info;
    let partition = Partition::new(&named, contract, options);
    let mut modules = vec![root::module(
        &info.title,
        info.description.as_deref(),
        sides,
        &partition.client(),
    )];
    let mut gates = partition.gates();
    for (module, part) in types::modules(&named, options, &partition.types) {
        if let Some(part) = part {
            gates.insert(module.path.clone(), part.gate.clone());
        }
        modules.push(module);
    }
    let path = |name| ModulePath::new([name]);
    if sides != Sides::TypesOnly {
        let operations = operations::modules(&named, contract, sides.server(), &path("operations"));
        modules.extend(operations);
        modules.extend(xml::modules(&named, path("xml"), options.features));
    }
    if sides.client() {
        modules.extend(client::modules(&named, contract, &path("client")));
        modules.extend(servers::module(&named));
    }
    if sides.server() {
        modules.extend(server::modules(
            &named,
            contract,
            &path("server"),
            options.features,
        ));
    }
    if sides != Sides::TypesOnly {
        let tables = schemas::modules(&named, contract, path("schemas"), &partition.tables);
        modules.extend(tables);
    }
    modules.extend(events::modules(
        &named.into_events(),
        contract,
        options.sides,
    ));
    Layout {
        modules,
        gates,
        features: partition.features(),
        ..Layout::default()
    }
}
