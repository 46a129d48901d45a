//! Which keys of an object a schema declares, so that it can be told which ones nobody knows.

use std::collections::BTreeSet;

use countersign_contract::model::Contract;
use countersign_contract::schema::{SchemaId, Type};
use rustc_hash::FxHashSet;

use crate::direction::Direction;
use crate::schema_pair::is_hidden;

/// What a schema says about the keys of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyed {
    /// Nothing.
    Silent,
    /// It declares properties and says nothing about others.
    Declared,
    /// Any key is meant (a free-form object), or it says itself what other keys may be.
    Free,
}

/// What schemas that apply together say about keys.
pub(crate) fn keyed(contract: &Contract, schemas: &[SchemaId]) -> Keyed {
    together(contract, schemas, &mut FxHashSet::default())
}

fn together(contract: &Contract, schemas: &[SchemaId], guard: &mut FxHashSet<SchemaId>) -> Keyed {
    let mut whole = Keyed::Silent;
    for id in schemas {
        if guard.len() > 200 || !guard.insert(*id) {
            continue;
        }
        let schema = contract.schema(*id);
        let object = &schema.object;
        let own = if object.additional_properties.is_some()
            || object.unevaluated_properties.is_some()
            || !object.pattern_properties.is_empty()
        {
            Keyed::Free
        } else if object.properties.is_empty() {
            Keyed::Silent
        } else {
            Keyed::Declared
        };
        let conjuncts: Vec<SchemaId> = schema
            .reference
            .iter()
            .chain(&schema.all_of)
            .copied()
            .collect();
        whole = whole.and(own).and(together(contract, &conjuncts, guard));
        for members in [&schema.any_of, &schema.one_of] {
            for member in members {
                let names_object = contract
                    .schema(*member)
                    .types
                    .is_some_and(|types| types.contains(Type::Object));
                whole = whole.and(match together(contract, &[*member], guard) {
                    Keyed::Silent if names_object => Keyed::Free,
                    said => said,
                });
            }
        }
    }
    whole
}

impl Keyed {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Free, _) | (_, Self::Free) => Self::Free,
            (Self::Declared, _) | (_, Self::Declared) => Self::Declared,
            (Self::Silent, Self::Silent) => Self::Silent,
        }
    }
}

/// The keys that schemas which apply together demand of every object: who demands a key knows it, whether or not it says more
/// of it.
pub(crate) fn demanded(
    contract: &Contract,
    schemas: &[SchemaId],
    direction: Direction,
) -> BTreeSet<String> {
    let mut demanded = BTreeSet::new();
    let mut met = FxHashSet::default();
    let mut pending = schemas.to_vec();
    while let Some(id) = pending.pop() {
        if !met.insert(id) {
            continue;
        }
        let schema = contract.schema(id);
        let required = schema.object.required.iter();
        demanded.extend(
            required
                .filter(|name| !is_hidden(contract, schema, name, direction))
                .cloned(),
        );
        pending.extend(schema.reference.iter().chain(&schema.all_of));
    }
    demanded
}
