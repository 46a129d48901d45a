//! Swagger 2.0: what it says otherwise than OpenAPI 3, and how that is said in the model.
//!
//! The readers of `document/` read what both have in common and ask here for the rest: addresses, media types, parameters
//! that describe their value in place, bodies and forms. Pointers and spans stay those of the author's document.

mod body;
mod collection;
mod form;
mod media_types;
mod parameter;
mod response;
mod security;
mod servers;

pub(crate) use media_types::MediaTypes;
pub(crate) use parameter::{NOT_OF_THE_SCHEMA, extension_examples};

use super::{Standing, openapi_3_0, openapi_3_1};

/// The fixed fields of the 2.0 Schema Object, and what the Items Object has beyond them.
pub(super) const KEYWORDS: [&str; 30] = [
    "$ref",
    "format",
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
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "items",
    "allOf",
    "properties",
    "additionalProperties",
    "discriminator",
    "readOnly",
    "xml",
    "example",
    "collectionFormat",
];

/// What Swagger 2.0 thinks of a schema keyword.
pub(super) fn keyword(keyword: &str) -> Standing {
    if KEYWORDS.contains(&keyword) || keyword == "externalDocs" || keyword.starts_with("x-") {
        Standing::Known
    } else if openapi_3_0::KEYWORDS.contains(&keyword) {
        Standing::Foreign("OpenAPI 3.0")
    } else {
        match openapi_3_1::keyword(keyword) {
            Standing::Known => Standing::Foreign("OpenAPI 3.1"),
            other => other,
        }
    }
}

/// The section at the top of a document that holds the components of a kind.
pub(super) fn component_section(kind: &str) -> Option<&'static str> {
    match kind {
        "schemas" => Some("definitions"),
        "parameters" => Some("parameters"),
        "responses" => Some("responses"),
        "securitySchemes" => Some("securityDefinitions"),
        _ => None,
    }
}

/// The fields that an object, by its name in OpenAPI 3, has only in Swagger 2.0.
pub(super) fn added_fields(object: &str) -> &'static [&'static str] {
    match object {
        "OpenAPI Object" => &[
            "swagger",
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
            "definitions",
            "parameters",
            "responses",
            "securityDefinitions",
        ],
        "Operation Object" => &["consumes", "produces", "schemes"],
        "Parameter Object" => &[
            "type",
            "format",
            "items",
            "collectionFormat",
            "default",
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
            "enum",
            "multipleOf",
        ],
        "Response Object" => &["schema", "examples"],
        _ => &[],
    }
}

/// The fields of OpenAPI 3 that 2.0 does not have for an object; authors write them all the same, and they are honoured.
pub(super) fn foreign_fields(object: &str) -> &'static [&'static str] {
    match object {
        "OpenAPI Object" => &["openapi", "servers", "components"],
        "Operation Object" => &["requestBody", "callbacks", "servers"],
        "Parameter Object" => &[
            "schema",
            "content",
            "style",
            "explode",
            "allowReserved",
            "deprecated",
            "example",
            "examples",
        ],
        "Response Object" => &["content", "links"],
        _ => &[],
    }
}
