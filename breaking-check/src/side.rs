//! The two contracts of one comparison and how to speak about one of them.

use std::fmt;

use countersign_contract::Contract;
use countersign_contract::schema::SchemaId;

/// One of the two contracts that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The contract that people rely on today.
    Base,
    /// The contract that shall replace it.
    Revision,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Base => Self::Revision,
            Self::Revision => Self::Base,
        }
    }

    /// The word in reports: `base` or `revision`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Revision => "revision",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Both contracts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides<'c> {
    pub(crate) base: &'c Contract,
    pub(crate) revision: &'c Contract,
}

impl<'c> Sides<'c> {
    /// The contract of one side.
    pub(crate) fn contract(self, side: Side) -> &'c Contract {
        match side {
            Side::Base => self.base,
            Side::Revision => self.revision,
        }
    }
}

/// Schemas of one contract that a value must obey all together; sorted, without repetition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Conjunction(Vec<SchemaId>);

impl Conjunction {
    /// The conjunction of some schemas.
    pub(crate) fn new(mut schemas: Vec<SchemaId>) -> Self {
        schemas.sort_unstable();
        schemas.dedup();
        Self(schemas)
    }

    /// Its members.
    pub(crate) fn schemas(&self) -> &[SchemaId] {
        &self.0
    }
}

impl From<SchemaId> for Conjunction {
    fn from(schema: SchemaId) -> Self {
        Self(vec![schema])
    }
}
