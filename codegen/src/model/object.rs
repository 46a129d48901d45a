//! Objects: their properties, and when those are there.

use countersign_contract::syntax::Node;

use super::types::{Docs, TypeId, TypeRef};

/// An object.
#[derive(Clone, Debug)]
pub(crate) struct StructModel {
    /// Properties in contract order.
    pub(crate) fields: Vec<FieldModel>,
    /// The type of properties not named, where they are kept.
    pub(crate) rest: Option<TypeRef>,
    /// Do its fields travel as parts of one body, files among them?
    pub(crate) parts: bool,
}

impl StructModel {
    /// The fields a constructor has to be given.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &FieldModel> {
        self.fields.iter().filter(|field| field.is_argument())
    }

    /// Does its constructor take a struct of required fields? More than seven positional arguments nobody can read.
    pub(crate) fn constructs_by_name(&self) -> bool {
        self.arguments().count() > 7
    }
}

impl FieldModel {
    /// Must a constructor be given its value?
    pub(crate) fn is_argument(&self) -> bool {
        !self.presence.is_optional() && self.constant.is_none()
    }
}

/// One property.
#[derive(Clone, Debug)]
pub(crate) struct FieldModel {
    /// The property's name on the wire.
    pub(crate) wire: String,
    /// Its type without regard to presence.
    pub(crate) ty: TypeRef,
    /// May it be left out, may it be `null`?
    pub(crate) presence: Presence,
    /// The only value the contract allows, filled in by constructors.
    pub(crate) constant: Option<Constant>,
    /// What its receiver assumes when it is left out; only where it may be.
    pub(crate) default: Option<Node>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

/// The four states of `required` and `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    /// `T`
    Required,
    /// `Option<T>`, left out when `None`.
    Optional,
    /// `Option<T>`, `null` when `None`.
    Nullable,
    /// `Presence<T>`: absent, null or a value.
    OptionalNullable,
}

impl Presence {
    /// The state of a property.
    pub(crate) fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::Nullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// May the property be left out?
    pub(crate) fn is_optional(self) -> bool {
        match self {
            Self::Required | Self::Nullable => false,
            Self::Optional | Self::OptionalNullable => true,
        }
    }
}

/// A value that constructors fill in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    /// A boolean.
    Bool(bool),
    /// The only member of an enum type.
    OnlyMember(TypeId),
}
