//! What is wrong with an instance, as data: one variant per keyword, with places in the instance and in the contract.

use countersign_contract::schema::{SchemaId, TypeSet};
use countersign_contract::{JsonPointer, SourceSpan};
use serde_json::{Number, Value};

/// A keyword that an instance does not obey.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Which keyword, and what it demands.
    pub kind: ViolationKind,
    /// Where in the instance.
    pub instance: JsonPointer,
    /// The same place in the text the instance was read from, if it was read from one.
    pub instance_span: Option<SourceSpan>,
    /// Where in the contract.
    pub schema: SchemaPlace,
    /// One clause without subject: `must be at least 1, is 0`. Values of `writeOnly` and `password` schemas are not shown.
    pub message: String,
    /// For `anyOf` and `oneOf`: what is wrong by the alternative that was meant, if that can be told.
    pub causes: Vec<Self>,
}

/// The schema and keyword that were violated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaPlace {
    /// The schema.
    pub schema: SchemaId,
    /// Its keyword; `false` for the schema `false`.
    pub keyword: String,
    /// The schema's pointer in its own source, with the keyword.
    pub pointer: JsonPointer,
    /// The keyword's text in the contract, or the schema's where the keyword is not written as such.
    pub span: SourceSpan,
    /// The way the evaluation took from the schema that was asked for, `$ref`s included (JSON Schema 2020-12 Core 12.3.1).
    pub evaluation_path: JsonPointer,
}

/// A keyword and what it demands (JSON Schema 2020-12 Validation section 6 and Core section 10).
#[derive(Clone, Debug, PartialEq)]
pub enum ViolationKind {
    /// The schema `false`: nothing may stand here.
    False,
    /// `type`
    Type {
        /// The types that are allowed.
        expected: TypeSet,
    },
    /// `enum`
    Enum {
        /// The values that are allowed.
        allowed: Vec<Value>,
    },
    /// `const`
    Const {
        /// The value that is allowed.
        expected: Value,
    },
    /// `minimum`
    Minimum {
        /// The smallest allowed number.
        limit: Value,
    },
    /// `maximum`
    Maximum {
        /// The largest allowed number.
        limit: Value,
    },
    /// `exclusiveMinimum`
    ExclusiveMinimum {
        /// The number it must exceed.
        limit: Value,
    },
    /// `exclusiveMaximum`
    ExclusiveMaximum {
        /// The number it must stay below.
        limit: Value,
    },
    /// `multipleOf`
    MultipleOf {
        /// The divisor.
        divisor: Option<Number>,
    },
    /// `minLength`, in code points
    MinLength {
        /// The least allowed length.
        limit: u64,
    },
    /// `maxLength`, in code points
    MaxLength {
        /// The greatest allowed length.
        limit: u64,
    },
    /// `pattern`
    Pattern {
        /// The ECMA-262 pattern.
        pattern: String,
    },
    /// `format`
    Format {
        /// What the text or number must be.
        expected: String,
    },
    /// `minItems`
    MinItems {
        /// The least allowed count.
        limit: u64,
    },
    /// `maxItems`, and `items: false` beside `prefixItems`
    MaxItems {
        /// The greatest allowed count.
        limit: u64,
    },
    /// `uniqueItems`
    UniqueItems,
    /// `contains`, `minContains`, `maxContains`
    Contains {
        /// How many items must match at least.
        minimum: u64,
        /// How many items may match at most.
        maximum: Option<u64>,
    },
    /// `unevaluatedItems`
    UnevaluatedItems,
    /// `required`, `dependentRequired`
    Required {
        /// The property that is missing.
        property: String,
    },
    /// `minProperties`
    MinProperties {
        /// The least allowed count.
        limit: u64,
    },
    /// `maxProperties`
    MaxProperties {
        /// The greatest allowed count.
        limit: u64,
    },
    /// `additionalProperties: false`; the instance's place is the property
    AdditionalProperty,
    /// `unevaluatedProperties: false`; the instance's place is the property
    UnevaluatedProperty,
    /// `propertyNames`; the instance's place is the object
    PropertyNames {
        /// The name that is not allowed.
        name: String,
    },
    /// `anyOf`: no alternative fits
    AnyOf {
        /// The alternatives as people know them.
        alternatives: Vec<String>,
        /// The alternative that was probably meant; [`Violation::causes`] are its violations.
        meant: Option<usize>,
    },
    /// `oneOf`: no alternative fits
    OneOfNone {
        /// The alternatives as people know them.
        alternatives: Vec<String>,
        /// The alternative that was probably meant; [`Violation::causes`] are its violations.
        meant: Option<usize>,
    },
    /// `oneOf`: several alternatives fit
    OneOfSeveral {
        /// Those that fit, as people know them.
        matching: Vec<String>,
    },
    /// OpenAPI `discriminator`: the tag is missing or names no alternative
    Discriminator {
        /// The property that carries the tag.
        property: String,
        /// The tags that are known.
        allowed: Vec<String>,
    },
    /// `not`
    Not,
    /// Anything else the engine knows.
    Other {
        /// What the engine says, values masked.
        detail: String,
    },
}
