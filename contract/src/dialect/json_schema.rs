//! Plain JSON Schema documents: what they look like, and which draft they name.

use super::Draft;
use crate::syntax::Node;

/// Keywords that a schema has at its top and an OpenAPI document never has.
const KEYWORDS: [&str; 15] = [
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
    "not",
    "enum",
    "const",
    "$ref",
    "$dynamicRef",
];

/// The draft that a document names.
pub(super) fn draft(root: &Node) -> Option<Draft> {
    root.get("$schema")
        .and_then(Node::as_str)
        .and_then(Draft::from_uri)
}

/// Does the root look like a schema?
pub(super) fn recognises(root: &Node) -> bool {
    let mut keywords = KEYWORDS.into_iter();
    keywords.any(|keyword| root.get(keyword).is_some())
}
