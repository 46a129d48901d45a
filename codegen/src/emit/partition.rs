//! Which files hold types and tables? One per group, one for the rest; with features, one for each set of groups that need
//! the same, so that a whole file is there or is not.

use std::collections::BTreeMap;

use countersign_contract::Contract;
use countersign_contract::schema::SchemaId;

use super::doc;
use crate::file_tree::ModulePath;
use crate::gate::Gate;
use crate::lower::need::{self, Events};
use crate::model::{Need, Needer, Needs, TypeId};
use crate::name::{self, NamedModel};
use crate::options::{Features, Options, Output, Sides};

/// The parts of the output and when they are there.
#[derive(Debug)]
pub(crate) struct Partition {
    /// The files of types, those of the groups first.
    pub(crate) types: Vec<Part<TypeId>>,
    /// The files of tables; empty where one holds them all.
    pub(crate) tables: Vec<Part<SchemaId>>,
    /// The features of the groups, and what makes one of them be there.
    groups: Vec<(String, String)>,
    sides: Sides,
    features: Features,
    webhooks: bool,
}

/// One file, before it is known to be too long for one.
#[derive(Debug)]
pub(crate) struct Part<T> {
    /// Its module.
    pub(crate) module: String,
    /// What its types are about.
    pub(crate) doc: String,
    /// Who needs it.
    pub(crate) need: Need,
    /// When it is there.
    pub(crate) gate: Gate,
    /// What it holds, in contract order.
    pub(crate) members: Vec<T>,
}

impl Partition {
    /// The parts of a model.
    pub(crate) fn new(named: &NamedModel, contract: &Contract, options: &Options) -> Self {
        let webhooks =
            options.output != Output::ModuleTree && !named.model.events.operations.is_empty();
        let groups = named.groups.iter();
        let mut partition = Self {
            types: Vec::new(),
            tables: Vec::new(),
            groups: groups
                .map(|names| (names.module.clone(), names.feature.clone()))
                .collect(),
            sides: options.sides,
            features: match options.output {
                Output::Crates { .. } => Features::Few,
                Output::ModuleTree | Output::Crate(_) => options.features,
            },
            webhooks,
        };
        let types = named.model.type_order.iter().copied();
        let with_crates = matches!(options.output, Output::Crates { .. });
        if !with_crates && options.features == Features::Few {
            let need = |id: &TypeId| match named.model.type_model(*id).group {
                Some(group) => Need::By([Needer::Group(group)].into()),
                None => Need::Always,
            };
            partition.types = parts(named, types, need, |_| Gate::default());
            return partition;
        }
        let events = if webhooks {
            Events::Optional
        } else {
            Events::Always
        };
        let needs: Needs = need::needs(contract, &named.model, events);
        let gate = |need: &Need| partition.gate(need);
        // What several crates need is in one that they share, whoever they are.
        let of = |need: &Need| match need.only_group() {
            None if with_crates => Need::Always,
            None | Some(_) => need.clone(),
        };
        let of_types = parts(named, types, |id| of(needs.of_type(*id)), gate);
        let tables = named.tables.keys().copied();
        let of_tables = parts(named, tables, |id| of(needs.of_table(*id)), gate);
        (partition.types, partition.tables) = (of_types, of_tables);
        partition
    }

    fn gate(&self, need: &Need) -> Gate {
        let feature = |needer: &Needer| match needer {
            Needer::Group(index) => self.groups[*index].1.clone(),
            Needer::Events => String::from("webhooks"),
        };
        match need {
            Need::Always => Gate::default(),
            Need::By(needers) => Gate::any(needers.iter().map(feature)),
        }
    }

    /// Any of the groups.
    pub(crate) fn any_group(&self) -> Gate {
        Gate::any(self.groups.iter().map(|(_, feature)| feature.clone()))
    }

    /// Whether something is there for clients, or for servers.
    fn of_side(&self, side: &str) -> Gate {
        match self.sides {
            Sides::Both => Gate::any([side.to_owned()]),
            Sides::TypesOnly | Sides::Client | Sides::Server => Gate::default(),
        }
    }

    /// When the client is there.
    pub(crate) fn client(&self) -> Gate {
        match self.features {
            Features::Few => Gate::default(),
            Features::PerTag => self.of_side("client").and(self.any_group()),
        }
    }

    /// The features of the groups that the output has, in their order.
    pub(crate) fn features(&self) -> Vec<String> {
        match self.features {
            Features::Few => Vec::new(),
            Features::PerTag => self
                .groups
                .iter()
                .map(|(_, feature)| feature.clone())
                .collect(),
        }
    }

    /// When each module is there, but those of types; modules that are not named are there when their parents are.
    pub(crate) fn gates(&self) -> BTreeMap<ModulePath, Gate> {
        let mut gates = BTreeMap::new();
        if self.webhooks {
            let webhooks = Gate::any([String::from("webhooks")]);
            gates.insert(ModulePath::new(["webhooks"]), webhooks);
        }
        match self.features {
            Features::Few => return gates,
            Features::PerTag => {}
        }
        for part in &self.tables {
            let path = ModulePath::new(["schemas", &part.module]);
            gates.insert(path, part.gate.clone());
        }
        for (module, feature) in &self.groups {
            for parent in ["client", "operations", "server"] {
                let gate = Gate::any([feature.clone()]);
                gates.insert(ModulePath::new([parent, module]), gate);
            }
        }
        // Descriptors serve a side; where both can be left out, so can they.
        let either = match self.sides {
            Sides::Both => Gate::any(["client", "server"].map(str::to_owned)),
            Sides::TypesOnly | Sides::Client | Sides::Server => Gate::default(),
        };
        for tables in ["operations", "schemas"] {
            gates.insert(ModulePath::new([tables]), either.clone());
        }
        gates.insert(ModulePath::new(["client"]), self.client());
        gates.insert(ModulePath::new(["servers"]), self.of_side("client"));
        let server = self.of_side("server").and(self.any_group());
        gates.insert(ModulePath::new(["server"]), server);
        gates
    }
}

/// Members by who needs them: those of one group first, in the order of groups.
fn parts<T: Copy>(
    named: &NamedModel,
    members: impl Iterator<Item = T>,
    need: impl Fn(&T) -> Need,
    gate: impl Fn(&Need) -> Gate,
) -> Vec<Part<T>> {
    let mut sets: BTreeMap<(usize, Need), Vec<T>> = BTreeMap::new();
    for member in members {
        let need = need(&member);
        let rank = match &need {
            Need::By(needers) => needers.len(),
            Need::Always => usize::MAX,
        };
        sets.entry((rank, need)).or_default().push(member);
    }
    let needs: Vec<&Need> = sets.keys().map(|(_, need)| need).collect();
    let modules = name::part_modules(&named.groups, &needs);
    let described: Vec<(String, Gate)> = needs
        .iter()
        .map(|need| (about(named, need), gate(need)))
        .collect();
    modules
        .into_iter()
        .zip(described)
        .zip(sets)
        .map(|((module, (doc, gate)), ((_, need), members))| Part {
            module,
            doc,
            need,
            gate,
            members,
        })
        .collect()
}

fn about(named: &NamedModel, need: &Need) -> String {
    let needers = match need {
        Need::Always => {
            return String::from("Types that several groups of operations use, or none.");
        }
        Need::By(needers) => needers,
    };
    let tag = |needer: &Needer| match needer {
        Needer::Group(index) => named.model.groups[*index].tag.as_deref().map_or_else(
            || String::from("operations without a tag"),
            |tag| format!("operations tagged {}", doc::code(tag)),
        ),
        Needer::Events => String::from("webhooks and callbacks"),
    };
    let needers: Vec<String> = needers.iter().map(tag).collect();
    match needers.as_slice() {
        [one] => format!("Types that only {one} use."),
        several if several.len() < 4 => {
            format!("Types that only these use: {}.", several.join(", "))
        }
        several => format!("Types that {} groups of operations use.", several.len()),
    }
}
