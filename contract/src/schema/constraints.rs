//! The assertion keywords, grouped by the type they speak about (JSON Schema 2020-12 Validation section 6).

use indexmap::IndexMap;

use super::SchemaId;
use crate::syntax::Number;

/// One end of a numeric range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number at the end.
    pub value: Number,
    /// Is the number itself excluded?
    pub exclusive: bool,
}

/// Validation 6.2. `minimum` and `exclusiveMinimum` written together have become the stricter of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumericKeywords {
    /// The lower end.
    pub lower: Option<Bound>,
    /// The upper end.
    pub upper: Option<Bound>,
    /// `multipleOf`, greater than zero.
    pub multiple_of: Option<Number>,
}

/// Validation 6.3. Lengths count Unicode code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StringKeywords {
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`: ECMA-262, not anchored.
    pub pattern: Option<String>,
}

/// Validation section 8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentKeywords {
    /// `contentEncoding`, e.g. `base64`.
    pub encoding: Option<String>,
    /// `contentMediaType`.
    pub media_type: Option<String>,
    /// `contentSchema`.
    pub schema: Option<SchemaId>,
}

/// Core 10.3.1 and Validation 6.4.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArrayKeywords {
    /// `prefixItems`; the array form of `items` in earlier drafts.
    pub prefix_items: Vec<SchemaId>,
    /// `items`: every item past the prefix.
    pub items: Option<SchemaId>,
    /// `contains`.
    pub contains: Option<SchemaId>,
    /// `minContains`.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems: true`.
    pub unique_items: bool,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,
}

/// Core 10.3.2 and Validation 6.5.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectKeywords {
    /// `properties`, in writing order.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`, in writing order, duplicates removed.
    pub required: Vec<String>,
    /// `patternProperties`.
    pub pattern_properties: IndexMap<String, SchemaId>,
    /// `additionalProperties`.
    pub additional_properties: Option<SchemaId>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`.
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`.
    pub dependent_schemas: IndexMap<String, SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
}
