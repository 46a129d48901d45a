//! JSON Schema draft-04: `id` instead of `$id`, boolean `exclusiveMinimum`, no `const`, `if` or `contains`.

/// `$schema` of this draft, without the empty fragment.
pub(super) const URI: &str = "http://json-schema.org/draft-04/schema";

/// The keywords of its meta-schema (Core 3 to 8, Validation 5 to 7).
pub(super) const KEYWORDS: [&str; 34] = [
    "id",
    "$schema",
    "$ref",
    "definitions",
    "title",
    "description",
    "default",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "additionalItems",
    "items",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "additionalProperties",
    "properties",
    "patternProperties",
    "dependencies",
    "enum",
    "type",
    "format",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
];
