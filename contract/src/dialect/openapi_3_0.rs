//! OpenAPI 3.0: a subset of JSON Schema Wright-00 with its own `nullable` and boolean `exclusiveMinimum`.

use super::{Standing, openapi_3_1};

/// The fixed fields of the 3.0 Schema Object (OAS 3.0.4 Schema Object).
pub(super) const KEYWORDS: [&str; 36] = [
    "$ref",
    "title",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
    "description",
    "format",
    "default",
    "nullable",
    "discriminator",
    "readOnly",
    "writeOnly",
    "xml",
    "externalDocs",
    "example",
    "deprecated",
];

/// What OpenAPI 3.0 thinks of a keyword.
pub(super) fn keyword(keyword: &str) -> Standing {
    if KEYWORDS.contains(&keyword) || keyword.starts_with("x-") {
        Standing::Known
    } else if openapi_3_1::KEYWORDS.contains(&keyword) {
        Standing::Foreign("OpenAPI 3.1")
    } else {
        Standing::Unknown
    }
}
