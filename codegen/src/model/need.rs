//! Who needs something: what decides which features it is behind.

use std::collections::BTreeSet;

use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

use super::TypeId;

/// Who needs a type or a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Need {
    /// Nobody in particular: it is always there.
    Always,
    /// One or more of these; never empty.
    By(BTreeSet<Needer>),
}

impl Need {
    /// The group that is the only one to need it.
    pub(crate) fn only_group(&self) -> Option<usize> {
        match self {
            Self::Always => None,
            Self::By(needers) => match (needers.first(), needers.len()) {
                (Some(Needer::Group(index)), 1) => Some(*index),
                _ => None,
            },
        }
    }
}

/// A part of the output that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Needer {
    /// The operations of a group, by its index.
    Group(usize),
    /// Webhooks and callbacks.
    Events,
}

/// Who needs what. Whatever something needs itself is needed by the same, and perhaps by more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// By [`TypeId`].
    pub(crate) types: Vec<Need>,
    /// The tables of the operations' requests.
    pub(crate) tables: IndexMap<SchemaId, Need>,
}

impl Needs {
    /// Who needs a type.
    pub(crate) fn of_type(&self, id: TypeId) -> &Need {
        self.types.get(id.index()).unwrap_or(&Need::Always)
    }

    /// Who needs a table.
    pub(crate) fn of_table(&self, id: SchemaId) -> &Need {
        self.tables.get(&id).unwrap_or(&Need::Always)
    }
}
