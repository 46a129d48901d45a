//! Enums of shapes, and how a value's shape is found out.

use super::enumeration::Openness;
use super::types::{Docs, TypeRef, Word};

/// One of several shapes (`oneOf`, `anyOf`, several `type`s).
#[derive(Clone, Debug)]
pub(crate) struct UnionModel {
    /// The alternatives in contract order.
    pub(crate) arms: Vec<UnionArm>,
    /// The property whose value tells the alternatives apart, if there is one.
    pub(crate) tag: Option<UnionTag>,
    /// Whether it has `Unknown(serde_json::Value)`.
    pub(crate) openness: Openness,
}

/// How a tagged union is told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnionTag {
    /// The property that carries the tag. It is looked at, never consumed.
    pub(crate) property: String,
    /// May it be left out? Then the alternatives are tried in order.
    pub(crate) optional: bool,
    /// The tag whose alternative a value is when its own is missing or unknown (OAS 3.2 `defaultMapping`).
    pub(crate) default: Option<String>,
}

/// One alternative.
#[derive(Clone, Debug)]
pub(crate) struct UnionArm {
    /// What its variant is called after.
    pub(crate) hint: Word,
    /// Its type.
    pub(crate) ty: TypeRef,
    /// Which values belong to it.
    pub(crate) test: ArmTest,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

/// Which JSON values belong to a union's alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArmTest {
    /// The tag has one of these values, which no other alternative has.
    Tag {
        /// The values.
        values: Vec<String>,
        /// Values that another alternative has too: with one of these it is tried.
        shared: Vec<String>,
        /// Does the alternative's own type write the tag?
        written: bool,
    },
    /// Any value of these JSON types.
    JsonTypes(Vec<JsonType>),
    /// An object whose property has one of these values, which no other alternative allows there.
    Constant {
        /// The property.
        property: String,
        /// The values.
        values: Vec<Literal>,
    },
    /// An object that has all these properties. Alternatives that ask for more are asked first.
    Required(Vec<String>),
    /// Whatever can be read as its type; alternatives are tried in order.
    Try,
}

/// A value that a schema pins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    String(String),
}

/// The JSON types as `serde_json` tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum JsonType {
    /// `true` or `false`
    Boolean,
    /// A number without fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// The word in a schema.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}
