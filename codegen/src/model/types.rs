//! Types before they have names.

use super::content::{Arm, ContentsModel};
use countersign_contract::SourceSpan;
use countersign_contract::model::StatusPattern;
use countersign_contract::syntax::Node;

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

/// May values come that the contract does not name?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Openness {
    /// Yes: the type is reachable from a response, so it keeps `Unknown(..)`.
    Open,
    /// No: it is only ever sent in requests.
    Closed,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub(crate) struct EnumModel {
    /// Members in contract order, without duplicates.
    pub(crate) members: Vec<EnumMember>,
    /// Whether it has `Unknown(String)`.
    pub(crate) openness: Openness,
    /// Is it a `const`? Then no other value ever comes.
    pub(crate) fixed: bool,
}

/// One member of an enum of strings.
#[derive(Clone, Debug)]
pub(crate) struct EnumMember {
    /// The value on the wire.
    pub(crate) wire: String,
    /// A better name than the value, if the contract has one (`title`, `x-enum-varnames`).
    pub(crate) hint: Option<String>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

/// An enum of integers.
#[derive(Clone, Debug)]
pub(crate) struct IntegerEnumModel {
    /// Members in contract order, without duplicates.
    pub(crate) members: Vec<IntegerMember>,
    /// Whether it has `Unknown(i64)`.
    pub(crate) openness: Openness,
}

/// One member of an enum of integers.
#[derive(Clone, Debug)]
pub(crate) struct IntegerMember {
    /// The value on the wire.
    pub(crate) value: i64,
    /// A better name than the value, if the contract has one.
    pub(crate) hint: Option<String>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

/// An enum of JSON values.
#[derive(Clone, Debug)]
pub(crate) struct ValueEnumModel {
    /// Members in contract order, without duplicates.
    pub(crate) members: Vec<ValueMember>,
    /// Whether it has `Unknown(serde_json::Value)`.
    pub(crate) openness: Openness,
    /// Is it a `const`? Then no other value ever comes.
    pub(crate) fixed: bool,
}

/// One member of an enum of JSON values.
#[derive(Clone, Debug)]
pub(crate) struct ValueMember {
    /// The value on the wire.
    pub(crate) value: Node,
    /// A better name than the value, if the contract has one.
    pub(crate) hint: Option<String>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

impl ValueMember {
    /// The value as text: a string as it is, all else as JSON.
    pub(crate) fn text(&self) -> String {
        self.value
            .as_str()
            .map_or_else(|| self.value.to_json().to_string(), str::to_owned)
    }
}

/// An array whose first items have types of their own.
#[derive(Clone, Debug)]
pub(crate) struct TupleModel {
    /// The first items, one at least.
    pub(crate) items: Vec<TupleItem>,
    /// The array of those that follow, where there may be some.
    pub(crate) rest: Option<TypeRef>,
}

/// One item of a tuple.
#[derive(Clone, Debug)]
pub(crate) struct TupleItem {
    /// Its type without regard to presence.
    pub(crate) ty: TypeRef,
    /// May the array end before it?
    pub(crate) optional: bool,
}

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
