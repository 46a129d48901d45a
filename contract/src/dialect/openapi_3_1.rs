//! OpenAPI 3.1: JSON Schema 2020-12 plus `discriminator`, `xml`, `externalDocs` and `example`.

use super::Standing;

/// 2020-12 vocabularies (Core 8 to 11, Validation 6 to 9) and the OAS base vocabulary (OAS 3.1.1 Schema Object).
pub(super) const KEYWORDS: [&str; 60] = [
    "$schema",
    "$vocabulary",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$ref",
    "$dynamicRef",
    "$defs",
    "$comment",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "prefixItems",
    "items",
    "contains",
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "type",
    "const",
    "enum",
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
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
    "format",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "example",
    "discriminator",
    "xml",
];

/// What OpenAPI 3.1 thinks of a keyword.
pub(super) fn keyword(keyword: &str) -> Standing {
    if KEYWORDS.contains(&keyword) || keyword == "externalDocs" || keyword.starts_with("x-") {
        Standing::Known
    } else {
        match keyword {
            "nullable" => Standing::Foreign("OpenAPI 3.0"),
            "definitions" | "dependencies" | "additionalItems" => Standing::Foreign("draft-07"),
            "$recursiveRef" | "$recursiveAnchor" => Standing::Foreign("draft 2019-09"),
            _ => Standing::Unknown,
        }
    }
}
