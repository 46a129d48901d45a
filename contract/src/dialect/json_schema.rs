//! A plain JSON Schema file, no OpenAPI around it: recognised, not read yet.

use crate::diagnostic::Diagnostic;
use crate::syntax::Node;

/// Keywords that a schema has at its top and an OpenAPI document never has.
const KEYWORDS: [&str; 12] = [
    "$schema",
    "$id",
    "$defs",
    "definitions",
    "type",
    "properties",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "enum",
    "$ref",
];

/// Does the root look like a schema?
pub(super) fn recognises(root: &Node) -> bool {
    let mut keywords = KEYWORDS.into_iter();
    keywords.any(|keyword| root.get(keyword).is_some())
}

/// What to tell the author of a schema file.
pub(super) fn not_supported(root: &Node) -> Diagnostic {
    Diagnostic::error(
        "json-schema-unsupported",
        "this is a JSON Schema, and a schema on its own is not supported yet",
    )
    .at(root.get("$schema").unwrap_or(root).span())
    .help("put it under `components: schemas:` of an OpenAPI 3.1 document, or refer to it from there with `$ref`")
}
