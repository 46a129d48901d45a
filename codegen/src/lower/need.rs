//! Who needs which type and which table? The transitive closure behind features and crates.

use std::collections::BTreeSet;

use countersign_contract::Contract;
use countersign_contract::schema::SchemaId;
use rustc_hash::FxHashSet;

use super::schema::reached;
use super::validation;
use crate::model::{ApiModel, Need, Needer, Needs, OperationModel};

/// Who needs what. Types that no operation reaches, and what they are made of, are always there; so is what webhooks and
/// callbacks need, unless these can be left out.
pub(crate) fn needs(contract: &Contract, model: &ApiModel, events: Events) -> Needs {
    let mut types: Vec<BTreeSet<Needer>> = vec![BTreeSet::new(); model.types.len()];
    for group in 0..model.groups.len() {
        let operations = model.operations.iter();
        let roots = operations
            .filter(|operation| operation.group == group)
            .flat_map(OperationModel::types);
        for id in reached(&model.types, roots) {
            types[id.index()].insert(Needer::Group(group));
        }
    }
    let mut always = vec![false; model.types.len()];
    let of_events = reached(
        &model.types,
        model
            .events
            .operations
            .iter()
            .flat_map(OperationModel::types),
    );
    for id in of_events {
        match events {
            Events::Optional => _ = types[id.index()].insert(Needer::Events),
            Events::Always => always[id.index()] = true,
        }
    }
    let unreached = model.type_order.iter().copied();
    let unreached = unreached.filter(|id| types[id.index()].is_empty());
    for id in reached(&model.types, unreached) {
        always[id.index()] = true;
    }
    let needs = types.into_iter().zip(always).map(|(needers, always)| {
        if always || needers.is_empty() {
            Need::Always
        } else {
            Need::By(needers)
        }
    });
    Needs {
        types: needs.collect(),
        tables: tables(contract, model),
    }
}

/// Are webhooks and callbacks behind a feature?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Events {
    /// Yes.
    Optional,
    /// No.
    Always,
}

fn tables(contract: &Contract, model: &ApiModel) -> indexmap::IndexMap<SchemaId, Need> {
    let all = &model.validation.tables;
    let mut needers: indexmap::IndexMap<SchemaId, BTreeSet<Needer>> =
        all.keys().map(|id| (*id, BTreeSet::new())).collect();
    for group in 0..model.groups.len() {
        let operations = model.operations.iter();
        let mut open: Vec<SchemaId> = operations
            .filter(|operation| operation.group == group)
            .flat_map(|operation| {
                let answers = operation.answer_schemas();
                operation
                    .request_schemas()
                    .chain(operation.response_schemas())
                    .chain(answers.filter(|_| model.validation.answers))
            })
            .flat_map(|root| validation::tables_behind(contract, root, all))
            .collect();
        let mut seen: FxHashSet<SchemaId> = FxHashSet::default();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(validation::tables_within(contract, id, all));
                if let Some(needers) = needers.get_mut(&id) {
                    needers.insert(Needer::Group(group));
                }
            }
        }
    }
    needers
        .into_iter()
        .map(|(id, needers)| (id, Need::By(needers)))
        .collect()
}
