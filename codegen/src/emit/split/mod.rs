//! Which crate holds which module? One for what several groups need, one for each group or some of them, and the one that
//! users name, which hands on what the others have.
//!
//! Generated files refer to each other by relative paths, and move as they are: the modules on their ways (`types`,
//! `operations`, `schemas`) stand around every group and hand on what lies in the shared crate.

mod facade;
mod group;
mod library;

use std::collections::BTreeMap;

use countersign_contract::Contract;

use super::partition::Partition;
use super::{client, doc, events, operations, schemas, server, types, xml};
use crate::file_tree::{Declared, Layout, Module, ModulePath, Piece};
use crate::gate::Gate;
use crate::name::{self, NamedModel};
use crate::options::{Features, Options};

use library::Library;

/// The shared crate, those of the groups, and the one that users name.
pub(super) fn packages(
    named: NamedModel,
    contract: &Contract,
    options: &Options,
    name: &str,
    operations: usize,
) -> Vec<Layout> {
    let sorted = Sorted::new(&named, contract, options);
    let title = doc::code(&contract.info.title);
    let shared = Piece {
        package: format!("{name}-common"),
        folder: String::from("common"),
        description: format!("What several groups of operations of {title} need"),
    };
    let gathered = gathered(&named, operations);
    let about = |groups: &[usize]| match groups {
        [only] => about(&named, *only, &title),
        several => format!("Operations of {title} of {} tags", several.len()),
    };
    let pieces: Vec<Piece> = name::pieces(&named.groups, &gathered)
        .into_iter()
        .zip(&gathered)
        .map(|(piece, groups)| Piece {
            package: format!("{name}-{piece}"),
            folder: piece,
            description: about(groups),
        })
        .collect();
    let homes = library::homes(&named, &pieces, &gathered);
    let foundation = Library::shared(&shared, &sorted.shared);
    let mut packages = Vec::new();
    let mut modules = facade::modules(&named, contract, options, &foundation, &homes, &sorted);
    for (piece, groups) in pieces.iter().zip(&gathered) {
        let of = |index: usize| {
            let doc = self::about(&named, index, &title);
            group::modules(&named, index, &doc, &foundation, &sorted)
        };
        let modules = match groups.as_slice() {
            [only] => of(*only),
            several => std::iter::once(library::root(&piece.description, Vec::new()))
                .chain(several.iter().flat_map(|index| {
                    let below = &named.groups[*index].module;
                    of(*index)
                        .into_iter()
                        .map(move |module| module.moved(below))
                }))
                .collect(),
        };
        packages.push(Layout {
            modules,
            piece: Some(piece.clone()),
            dependencies: vec![shared.clone()],
            ..Layout::default()
        });
    }
    packages.push(Layout {
        modules: std::iter::once(library::root(&shared.description, Vec::new()))
            .chain(sorted.shared)
            .collect(),
        piece: Some(shared.clone()),
        ..Layout::default()
    });
    modules.extend(events::modules(
        &named.into_events(),
        contract,
        options.sides,
    ));
    let webhooks = ModulePath::new(["webhooks"]);
    let has_webhooks = modules.iter().any(|module| module.path == webhooks);
    let gate = Gate::any([String::from("webhooks")]);
    packages.push(Layout {
        modules,
        gates: has_webhooks
            .then_some((webhooks, gate))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        dependencies: std::iter::once(shared).chain(pieces).collect(),
        ..Layout::default()
    });
    packages
}

/// The groups, those that follow each other together until they have so many operations.
fn gathered(named: &NamedModel, operations: usize) -> Vec<Vec<usize>> {
    let mut gathered: Vec<Vec<usize>> = Vec::new();
    let mut count = usize::MAX;
    for group in 0..named.groups.len() {
        if count >= operations {
            gathered.push(Vec::new());
            count = 0;
        }
        let own = named.model.operations.iter();
        count += own.filter(|operation| operation.group == group).count();
        if let Some(piece) = gathered.last_mut() {
            piece.push(group);
        }
    }
    gathered
}

/// What the operations of a group are.
fn about(named: &NamedModel, index: usize, title: &str) -> String {
    match &named.model.groups[index].tag {
        Some(tag) => format!("Operations of {title} tagged {}", doc::code(tag)),
        None => format!("Operations of {title} without a tag"),
    }
}

/// The modules that are written as ever, by the crate they go to.
struct Sorted {
    shared: Vec<Module>,
    groups: Vec<Vec<Module>>,
    /// The module with the client type: every group has its own.
    client: Option<Module>,
    has_types: bool,
    has_tables: bool,
    has_xml: bool,
    has_server: bool,
}

impl Sorted {
    fn new(named: &NamedModel, contract: &Contract, options: &Options) -> Self {
        let sides = options.sides;
        let partition = Partition::new(named, contract, options);
        let mut sorted = Self {
            shared: Vec::new(),
            groups: vec![Vec::new(); named.groups.len()],
            client: None,
            has_types: !named.model.types.is_empty(),
            has_tables: false,
            has_xml: false,
            has_server: sides.server(),
        };
        for (module, part) in types::modules(named, options, &partition.types) {
            let group = part.and_then(|part| part.need.only_group());
            sorted.put(module, group);
        }
        let group_of = |module: &Module| {
            let second = module.path.0.get(1)?;
            named
                .groups
                .iter()
                .position(|names| names.module == *second)
        };
        let path = |name| ModulePath::new([name]);
        if sides.client() || sides.server() {
            // Tables of XML are few: they stay together, in the shared crate.
            for mut module in xml::modules(named, path("xml"), Features::Few) {
                sorted.has_xml = true;
                if module.path.0.len() == 1 {
                    module.declared = Declared::Public;
                }
                sorted.put(module, None);
            }
            for module in operations::modules(named, contract, sides.server(), &path("operations"))
            {
                let group = group_of(&module);
                sorted.put(module, group);
            }
        }
        if sides.client() {
            for module in client::modules(named, contract, &path("client")) {
                match group_of(&module) {
                    Some(group) => sorted.put(module, Some(group)),
                    None => sorted.client = Some(module),
                }
            }
        }
        if sides.server() {
            for module in server::modules(named, contract, &path("server"), Features::Few) {
                // Without a group it is the router, of which every crate has its own.
                if let Some(group) = group_of(&module) {
                    sorted.put(module, Some(group));
                }
            }
        }
        if sides.client() || sides.server() {
            for mut module in schemas::modules(named, contract, path("schemas"), &partition.tables)
            {
                sorted.has_tables = true;
                let parts = partition.tables.iter();
                let part = module
                    .path
                    .0
                    .get(1)
                    .and_then(|name| parts.clone().find(|part| part.module == *name));
                if module.path.0.len() == 1 {
                    module.declared = Declared::Public;
                }
                sorted.put(module, part.and_then(|part| part.need.only_group()));
            }
        }
        sorted
    }

    fn put(&mut self, module: Module, group: Option<usize>) {
        match group {
            Some(group) => self.groups[group].push(module),
            None => self.shared.push(module),
        }
    }

    /// What the files of a group in one of its modules define for others.
    fn exports(&self, group: usize, parent: &str) -> Vec<String> {
        let files = self.groups[group].iter();
        let files = files.filter(|file| file.path.0.len() == 2 && file.path.0[0] == parent);
        let mut exports: Vec<String> = files
            .flat_map(|file| match &file.declared {
                Declared::Reexported(names) => names.clone(),
                Declared::Public | Declared::Private | Declared::Glob => Vec::new(),
            })
            .collect();
        exports.sort();
        exports
    }
}
