//! The tables themselves: what a schema says, as constants.

use std::fmt;

use super::{Format, Pattern};

/// One schema (JSON Schema 2020-12) as static data. Absent keywords are those of [`Schema::ANY`].
#[derive(Clone, Copy)]
pub struct Schema {
    /// The name people know it by, for messages; empty when it has none.
    pub name: &'static str,
    /// `type`; [`Types::ANY`] when absent, [`Types::NONE`] for the schema `false`.
    pub types: Types,
    /// `enum`.
    pub enumeration: Option<&'static [Literal]>,
    /// `const`.
    pub constant: Option<Literal>,
    /// `minimum`.
    pub minimum: Option<Bound>,
    /// `maximum`.
    pub maximum: Option<Bound>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Bound>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Bound>,
    /// `multipleOf`: greater than zero, of at most 37 significant digits.
    pub multiple_of: Option<Bound>,
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<&'static Pattern>,
    /// `format`, where it is asserted.
    pub format: Option<Format>,
    /// `prefixItems`.
    pub prefix_items: &'static [&'static Self],
    /// `items`.
    pub items: Option<&'static Self>,
    /// `contains`.
    pub contains: Option<&'static Self>,
    /// `minContains`; 1 when absent.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<&'static Self>,
    /// `properties`.
    pub properties: &'static [(&'static str, &'static Self)],
    /// `required`.
    pub required: &'static [&'static str],
    /// `patternProperties`.
    pub pattern_properties: &'static [(&'static Pattern, &'static Self)],
    /// `additionalProperties`.
    pub additional_properties: Option<&'static Self>,
    /// `propertyNames`.
    pub property_names: Option<&'static Self>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`.
    pub dependent_required: &'static [(&'static str, &'static [&'static str])],
    /// `dependentSchemas`.
    pub dependent_schemas: &'static [(&'static str, &'static Self)],
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<&'static Self>,
    /// `$ref`; the other keywords apply beside it.
    pub reference: Option<&'static Self>,
    /// `allOf`.
    pub all_of: &'static [&'static Self],
    /// `anyOf`.
    pub any_of: &'static [&'static Self],
    /// `oneOf`.
    pub one_of: &'static [&'static Self],
    /// `not`.
    pub not: Option<&'static Self>,
    /// `if`.
    pub if_schema: Option<&'static Self>,
    /// `then`.
    pub then_schema: Option<&'static Self>,
    /// `else`.
    pub else_schema: Option<&'static Self>,
    /// OpenAPI `discriminator`: it never changes the verdict, only which alternative's violations are told.
    pub discriminator: Option<&'static Discriminator>,
    /// `readOnly`: requests need not carry it even where it is `required` (OAS 3.0.4 Schema Object).
    pub read_only: bool,
    /// `writeOnly`: responses need not carry it; its values never appear in a message.
    pub write_only: bool,
    /// The value is a secret (`format: password`): it never appears in a message.
    pub secret: bool,
}

impl Schema {
    /// The schema that accepts every value; emitted tables are written as changes to it.
    pub const ANY: Self = Self {
        name: "",
        types: Types::ANY,
        enumeration: None,
        constant: None,
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        pattern: None,
        format: None,
        prefix_items: &[],
        items: None,
        contains: None,
        min_contains: None,
        max_contains: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        unevaluated_items: None,
        properties: &[],
        required: &[],
        pattern_properties: &[],
        additional_properties: None,
        property_names: None,
        min_properties: None,
        max_properties: None,
        dependent_required: &[],
        dependent_schemas: &[],
        unevaluated_properties: None,
        reference: None,
        all_of: &[],
        any_of: &[],
        one_of: &[],
        not: None,
        if_schema: None,
        then_schema: None,
        else_schema: None,
        discriminator: None,
        read_only: false,
        write_only: false,
        secret: false,
    };

    /// The schema `false`: no value obeys it.
    pub const NEVER: Self = Self {
        types: Types::NONE,
        ..Self::ANY
    };

    /// The properties that every value has that obeys this schema, as far as `required`, `$ref` and `allOf` say so.
    pub(crate) fn always_required(&'static self) -> Vec<&'static str> {
        let mut schemas = vec![self];
        let mut next = 0;
        while let Some(schema) = schemas.get(next).copied()
            && schemas.len() < 64
        {
            next += 1;
            schemas.extend(schema.reference);
            schemas.extend(schema.all_of);
        }
        let mut names: Vec<&'static str> = Vec::new();
        for name in schemas.into_iter().flat_map(|schema| schema.required) {
            if !names.contains(name) {
                names.push(name);
            }
        }
        names
    }

    /// This schema and those that apply to the same value with it (`$ref`, `allOf`, `anyOf`, `oneOf`), nearest first. A few
    /// dozen at most, so that cycles end.
    pub(crate) fn here(&self) -> Vec<&Self> {
        let mut schemas = vec![self];
        let mut next = 0;
        while let Some(schema) = schemas.get(next).copied()
            && schemas.len() < 64
        {
            next += 1;
            schemas.extend(schema.reference);
            schemas.extend(schema.all_of);
            schemas.extend(schema.any_of);
            schemas.extend(schema.one_of);
        }
        schemas
    }

    /// Any string.
    pub const STRING: Self = Self {
        types: Types::STRING,
        ..Self::ANY
    };

    /// Any whole number.
    pub const INTEGER: Self = Self {
        types: Types::INTEGER,
        ..Self::ANY
    };

    /// Any number.
    pub const NUMBER: Self = Self {
        types: Types::NUMBER,
        ..Self::ANY
    };

    /// `true` or `false`.
    pub const BOOLEAN: Self = Self {
        types: Types::BOOLEAN,
        ..Self::ANY
    };

    /// Does `test` hold for this schema or one that applies to the same value with it?
    pub(super) fn any_here(&self, test: fn(&Self) -> bool) -> bool {
        test(self) || self.here().into_iter().any(test)
    }
}

/// Schemas may refer to each other in cycles, so their parts are not printed.
impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema")
            .field("name", &self.name)
            .field("types", &self.types)
            .finish_non_exhaustive()
    }
}

/// A set of JSON types (JSON Schema 2020-12 Validation 6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No type at all: nothing is accepted.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(1 << 1);
    /// `integer`: a number whose fraction is zero, `1.0` included.
    pub const INTEGER: Self = Self(1 << 2);
    /// `number`, integers included.
    pub const NUMBER: Self = Self(1 << 3 | 1 << 2);
    /// `string`
    pub const STRING: Self = Self(1 << 4);
    /// `array`
    pub const ARRAY: Self = Self(1 << 5);
    /// `object`
    pub const OBJECT: Self = Self(1 << 6);
    /// Every type.
    pub const ANY: Self = Self((1 << 7) - 1);

    /// This set and `other` together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Are all of `other` in this set?
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The types in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The words for messages: `a string`, `null`.
    pub(super) fn words(self) -> Vec<&'static str> {
        let all = [
            (Self::STRING, "a string"),
            (Self::NUMBER, "a number"),
            (Self::INTEGER, "an integer"),
            (Self::BOOLEAN, "a boolean"),
            (Self::ARRAY, "an array"),
            (Self::OBJECT, "an object"),
            (Self::NULL, "null"),
        ];
        all.into_iter()
            .filter(|(types, _)| {
                self.contains(*types) && !(*types == Self::INTEGER && self.contains(Self::NUMBER))
            })
            .map(|(_, word)| word)
            .collect()
    }
}

/// A JSON value that can stand in a constant.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer that fits 64 bits.
    Integer(i64),
    /// Any other number, as JSON text.
    Number(&'static str),
    /// A string.
    String(&'static str),
    /// An array.
    Array(&'static [Self]),
    /// An object; no key stands twice.
    Object(&'static [(&'static str, Self)]),
}

impl Literal {
    /// The type of the value it spells.
    pub(crate) fn types(&self) -> Types {
        match self {
            Self::Null => Types::NULL,
            Self::Bool(_) => Types::BOOLEAN,
            Self::Integer(_) => Types::INTEGER,
            Self::Number(_) => Types::NUMBER,
            Self::String(_) => Types::STRING,
            Self::Array(_) => Types::ARRAY,
            Self::Object(_) => Types::OBJECT,
        }
    }
}

/// A number that a value is measured against, exact.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// An integer that fits 64 bits.
    Integer(i64),
    /// Any other number, as JSON text: `0.01`, `1e400`, `18446744073709551615`.
    Decimal(&'static str),
}

/// OpenAPI's discriminator: the property that tells the alternatives of `oneOf` or `anyOf` apart.
#[derive(Clone, Copy, Debug)]
pub struct Discriminator {
    /// The property that carries the tag.
    pub property: &'static str,
    /// Tag value to alternative.
    pub mapping: &'static [(&'static str, &'static Schema)],
}

/// Which way the value travels: decides whose required properties may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Client to server: `readOnly` properties are not required.
    Request,
    /// Server to client: `writeOnly` properties are not required.
    Response,
}
