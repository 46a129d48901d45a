//! Types before they have names.

use countersign_contract::SourceSpan;
use countersign_contract::model::StatusPattern;

use super::content::{Arm, ContentsModel};
use super::enumeration::{EnumModel, IntegerEnumModel, ValueEnumModel};
use super::object::StructModel;
use super::tuple::TupleModel;
use super::union::UnionModel;

/// Identifies one [`TypeModel`] of an `ApiModel`: types that get a definition of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) u32);

impl TypeId {
    /// The position in `ApiModel::types`.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeRef {
    /// A type with a definition of its own.
    Named(TypeId),
    /// A type the language, the standard library or the runtime already has.
    Scalar(Scalar),
    /// `Vec<T>`.
    Array(Box<Self>),
    /// `BTreeMap<String, T>`.
    Map(Box<Self>),
    /// `Option<T>` for `null`.
    Nullable(Box<Self>),
    /// `Box<T>`, where a type would else contain itself.
    Boxed(Box<Self>),
}

impl TypeRef {
    /// `serde_json::Value`: any JSON value, and the fallback for what cannot be expressed.
    pub(crate) const ANY: Self = Self::Scalar(Scalar::Any);

    /// The same type, or `null`; never doubled.
    pub(crate) fn or_null(self) -> Self {
        match self {
            nullable @ Self::Nullable(_) => nullable,
            Self::Scalar(Scalar::Any) => Self::ANY,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// The named types in it, itself included.
    pub(crate) fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Scalar(_) => None,
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.named()
            }
        }
    }
}

/// Types without a definition in the generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scalar {
    /// `bool`
    Bool,
    /// `String`
    String,
    /// An integer.
    Integer(IntegerWidth),
    /// `f32`
    Float,
    /// `f64`
    Double,
    /// `countersign_core::format::Timestamp` (`date-time`)
    DateTime,
    /// `countersign_core::format::Date` (`date`)
    Date,
    /// `countersign_core::format::Time` (`time`)
    Time,
    /// `countersign_core::format::Duration` (`duration`)
    Duration,
    /// `countersign_core::format::Decimal`: a number (`decimal`, or an integer of more than 64 bits)
    Decimal,
    /// `countersign_core::format::DecimalString`: a string (`decimal`)
    DecimalString,
    /// `countersign_core::format::Uuid` (`uuid`)
    Uuid,
    /// `countersign_core::format::Base64` (`byte`, `contentEncoding: base64`)
    Base64,
    /// `countersign_core::secret::Secret<String>` (`password`)
    Secret,
    /// `countersign_core::multipart::FilePart`: only in structs of parts.
    File,
    /// `serde_json::Value`
    Any,
}

/// The Rust integer types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum IntegerWidth {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

/// Where a type stands in the contract: what its name is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// A named schema. These choose their identifiers first.
    Component(String),
    /// A schema written in place, by the steps that lead to it.
    Inline(Vec<Word>),
}

impl Origin {
    /// What names inside it begin with.
    pub(crate) fn words(&self) -> Vec<Word> {
        match self {
            Self::Component(name) => vec![Word::Text(name.clone())],
            Self::Inline(words) => words.clone(),
        }
    }
}

/// One step on the way to a schema written in place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Word {
    /// A name out of the contract, or a fixed word such as `Item`.
    Text(String),
    /// An operation, by its index in the contract.
    Operation(usize),
    /// A status of a response.
    Status(StatusPattern),
}

/// What is said about an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    /// `title`.
    pub(crate) title: Option<String>,
    /// `description`.
    pub(crate) description: Option<String>,
    /// Sentences of our own, e.g. "Default: `20`."
    pub(crate) notes: Vec<String>,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// Why, and what takes its place.
    pub(crate) deprecation: Option<String>,
}

/// In which directions values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Usage {
    /// From client to server.
    pub(crate) request: bool,
    /// From server to client.
    pub(crate) response: bool,
}

/// Which of a schema's values a type is for. Only schemas with `readOnly` or `writeOnly` properties in them have two views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum View {
    /// All: it makes no difference.
    Both,
    /// Those in responses: without what only requests have.
    Response,
    /// Those in requests: without what only the server sets.
    Request,
}

/// One type that gets a definition.
#[derive(Clone, Debug)]
pub(crate) struct TypeModel {
    /// What its name is made of.
    pub(crate) origin: Origin,
    /// Which values of the schema it is for.
    pub(crate) view: View,
    /// Where its schema was written.
    pub(crate) span: SourceSpan,
    /// What the contract says about it.
    pub(crate) docs: Docs,
    /// In which directions it travels.
    pub(crate) usage: Usage,
    /// Index of the only group of operations that uses it; `None` when several or none do.
    pub(crate) group: Option<usize>,
    /// About how many bytes a value takes on the stack: what decides about boxing.
    pub(crate) size: usize,
    /// Its shape.
    pub(crate) kind: TypeKind,
}

/// The shape of a type.
#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    /// A struct with named fields.
    Struct(StructModel),
    /// An enum of strings.
    Enum(EnumModel),
    /// An enum of integers.
    IntegerEnum(IntegerEnumModel),
    /// An enum of values that are neither all strings nor all integers.
    ValueEnum(ValueEnumModel),
    /// One of several shapes.
    Union(UnionModel),
    /// A tuple struct: an array whose first items have types of their own.
    Tuple(TupleModel),
    /// Another name for a type.
    Alias(TypeRef),
    /// A body in one of several media types that differ in shape.
    Contents(ContentsModel),
    /// A tuple struct around a type, where an alias would contain itself.
    Newtype(TypeRef),
}

impl TypeKind {
    /// Every use of a type in it.
    pub(crate) fn type_refs(&self) -> Vec<&TypeRef> {
        match self {
            Self::Struct(model) => {
                let fields = model.fields.iter().map(|field| &field.ty);
                fields.chain(&model.rest).collect()
            }
            Self::Union(model) => model.arms.iter().map(|arm| &arm.ty).collect(),
            Self::Tuple(model) => {
                let items = model.items.iter().map(|item| &item.ty);
                items.chain(&model.rest).collect()
            }
            Self::Alias(inner) | Self::Newtype(inner) => vec![inner],
            Self::Contents(model) => model.arms.iter().filter_map(Arm::value).collect(),
            Self::Enum(_) | Self::IntegerEnum(_) | Self::ValueEnum(_) => Vec::new(),
        }
    }
}
