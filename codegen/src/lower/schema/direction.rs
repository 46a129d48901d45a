//! Which schemas look different in requests and in responses, because of `readOnly` and `writeOnly` in them?
//!
//! A request has no `readOnly` properties and a response no `writeOnly` ones (OAS 3.1.1 Schema Object). A schema with such a
//! property, anywhere in it, gets one type per direction that uses it; all other schemas have one type.

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId};

use super::Direction;
use super::origin::Places;
use crate::model::View;

/// A chain of references and parts longer than this is taken for a cycle.
const PARTS: usize = 64;

/// The schemas of a contract that differ by direction.
#[derive(Debug)]
pub(super) struct Directions {
    /// By schema; empty when none differs.
    differs: Vec<bool>,
}

impl Directions {
    /// Goes from every property with a direction to everything that contains it.
    pub(super) fn of(contract: &Contract, places: &Places) -> Self {
        let mut open: Vec<SchemaId> = contract
            .schema_ids()
            .filter(|id| {
                let mut properties = contract.schema(*id).object.properties.values();
                properties.any(|property| Access::of(contract, &[*property]).is_limited())
            })
            .collect();
        if open.is_empty() {
            return Self {
                differs: Vec::new(),
            };
        }
        let mut containers: Vec<Vec<SchemaId>> = vec![Vec::new(); contract.schemas.len()];
        for id in contract.schema_ids() {
            for part in parts(contract.schema(id), places.children(id)) {
                containers[part.index()].push(id);
            }
        }
        let mut differs = vec![false; contract.schemas.len()];
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut differs[id.index()], true) {
                open.extend(&containers[id.index()]);
            }
        }
        Self { differs }
    }

    /// The view of some schemas for a direction: [`View::Both`] where it makes no difference.
    pub(super) fn view(&self, schemas: &[SchemaId], wanted: View) -> View {
        let differs = |id: &SchemaId| self.differs.get(id.index()).copied().unwrap_or_default();
        if schemas.iter().any(differs) {
            wanted
        } else {
            View::Both
        }
    }

    /// Does the schema look different in requests and in responses?
    pub(super) fn differs(&self, schema: SchemaId) -> bool {
        self.view(&[schema], View::Request) == View::Request
    }
}

/// The schemas whose values are the values of this one, or stand inside them.
fn parts(schema: &Schema, extending: &[SchemaId]) -> Vec<SchemaId> {
    let mut parts: Vec<SchemaId> = schema
        .children()
        .into_iter()
        .filter(|(keyword, _)| {
            !matches!(
                *keyword,
                "not" | "if" | "contains" | "propertyNames" | "contentSchema"
            )
        })
        .map(|(_, child)| child)
        .collect();
    if let Some(discriminator) = &schema.discriminator {
        parts.extend(discriminator.mapping.values());
        parts.extend(extending);
    }
    parts
}

/// Which way a property travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Access {
    read_only: bool,
    write_only: bool,
}

impl Access {
    /// What a property's schemas say, with what they refer to and consist of.
    pub(super) fn of(contract: &Contract, schemas: &[SchemaId]) -> Self {
        let mut access = Self::default();
        let mut open = schemas.to_vec();
        for _ in 0..PARTS {
            let Some(id) = open.pop() else { break };
            let schema = contract.schema(id);
            access.read_only |= schema.annotations.read_only;
            access.write_only |= schema.annotations.write_only;
            open.extend(schema.reference);
            open.extend(&schema.all_of);
        }
        access
    }

    /// Is it left out in this view? A property that claims both never travels by its own word, so neither counts.
    pub(super) fn is_hidden(self, view: View) -> bool {
        match view {
            View::Both => false,
            View::Request => self.read_only && !self.write_only,
            View::Response => self.write_only && !self.read_only,
        }
    }

    fn is_limited(self) -> bool {
        self.read_only != self.write_only
    }
}

impl From<Direction> for View {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Request => Self::Request,
            Direction::Response => Self::Response,
        }
    }
}
