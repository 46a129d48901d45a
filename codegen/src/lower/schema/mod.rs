//! From schemas to types. One question per file.

use countersign_contract::schema::SchemaId;
use countersign_contract::{Contract, Diagnostics};

use crate::model::{TypeModel, TypeRef};
use crate::options::Sides;

/// Which way the values of a schema travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From client to server: parameters and request bodies.
    Request,
    /// From server to client: response bodies and headers.
    Response,
}

/// The types of a contract in the making. Whoever needs the type of a schema asks [`Schemas::type_of`].
#[derive(Debug)]
pub(crate) struct Schemas<'c> {
    contract: &'c Contract,
    types: Vec<TypeModel>,
}

impl<'c> Schemas<'c> {
    /// No types yet.
    pub(crate) fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            types: Vec::new(),
        }
    }

    /// The type of a schema that an operation of `group` sends or receives. Schemas that may be `null` give
    /// [`TypeRef::Nullable`]. The use is remembered: it decides which serde directions the type gets.
    pub(crate) fn type_of(
        &mut self,
        _schema: SchemaId,
        _direction: Direction,
        _group: usize,
    ) -> TypeRef {
        TypeRef::ANY
    }

    /// Every named schema of the contract, whether used or not.
    pub(crate) fn components(&mut self) {
        let _ = self.contract;
    }

    /// All types, in order: named schemas first, as the contract has them, then those written in place.
    pub(crate) fn finish(self, _sides: Sides, _diagnostics: &mut Diagnostics) -> Vec<TypeModel> {
        self.types
    }
}
