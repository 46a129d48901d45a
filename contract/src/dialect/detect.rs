//! From the top of a document to its dialect.

use super::{Dialect, Draft, json_schema};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Node, NodeValue};

/// The dialect that a file of a contract gives itself, if it does; without a word about what is wrong with that.
pub(crate) fn declared(root: &Node) -> Option<Dialect> {
    let text = |key: &str| root.get(key).and_then(Node::as_str);
    for key in ["openapi", "swagger"] {
        if let Some(version) = root.get(key)
            && version.as_str().is_some_and(|text| !text.is_empty())
        {
            return from_version(key, version, &mut Diagnostics::new());
        }
    }
    text("$schema")
        .and_then(Draft::from_uri)
        .map(Dialect::JsonSchema)
}

/// The dialect of a schema whose `$schema` is `uri`, within a document in the dialect `document`; `None` for meta-schemas
/// that nobody knows. OpenAPI 3.1 is 2020-12 and more.
pub(crate) fn of_schema(uri: &str, document: Dialect) -> Option<Dialect> {
    let openapi = uri.strip_prefix("https://spec.openapis.org/oas/3.");
    match Draft::from_uri(uri) {
        None if openapi.is_some_and(|rest| rest.contains("/dialect/")) => Some(document),
        Some(Draft::D2020) if document.honours_foreign_keywords() => Some(document),
        draft => draft.map(Dialect::JsonSchema),
    }
}

/// The dialect of the schemas of a document that do not name their own (OAS 3.1.1 OpenAPI Object, `jsonSchemaDialect`).
pub(crate) fn of_schemas(root: &Node, document: Dialect) -> Option<Dialect> {
    let uri = match document {
        Dialect::OpenApi31 | Dialect::OpenApi32 => root.get("jsonSchemaDialect"),
        Dialect::Swagger20 | Dialect::OpenApi30 | Dialect::JsonSchema(_) => None,
    };
    of_schema(uri.and_then(Node::as_str)?, document)
}

/// The dialect of a document; `None` (and an error that says what to do) when it is none that is read. With a `draft` it is
/// a JSON Schema whatever it looks like, of that draft unless it names another.
pub(crate) fn detect(
    root: &Node,
    draft: Option<Draft>,
    diagnostics: &mut Diagnostics,
) -> Option<Dialect> {
    if let Some(draft) = draft {
        return Some(Dialect::JsonSchema(
            json_schema::draft(root).unwrap_or(draft),
        ));
    }
    let Some(object) = root.as_object() else {
        let found = root.type_name();
        diagnostics.push(
            Diagnostic::error(
                "not-a-contract",
                format!("an OpenAPI document is an object, this is {found}"),
            )
            .at(root.span())
            .help("start with `openapi: 3.1.1`"),
        );
        return None;
    };
    if let Some(version) = object.get("openapi") {
        return from_version("openapi", version, diagnostics);
    }
    if let Some(version) = object.get("swagger") {
        return from_version("swagger", version, diagnostics);
    }
    if let Some(version) = object.get("asyncapi") {
        diagnostics.push(
            Diagnostic::error("asyncapi-unsupported", "AsyncAPI is not supported yet")
                .at(version.span())
                .help("countersign reads Swagger 2.0, OpenAPI 3.0 to 3.2 and JSON Schema; webhooks of OpenAPI describe messages too"),
        );
        return None;
    }
    if object
        .get("$schema")
        .is_some_and(|uri| uri.as_str().is_some())
    {
        let draft = json_schema::draft(root).unwrap_or(Draft::D2020);
        return Some(Dialect::JsonSchema(draft));
    }
    let sections = ["paths", "components", "webhooks", "info"];
    if sections.iter().any(|key| object.get(key).is_some()) {
        diagnostics.push(
            Diagnostic::error(
                "missing-version",
                "the document does not say which OpenAPI version it is written in; it is read as 3.1",
            )
            .at(root.span())
            .help("start with `openapi: 3.1.1`"),
        );
        return Some(Dialect::OpenApi31);
    }
    if json_schema::recognises(root) {
        return Some(Dialect::JsonSchema(Draft::D2020));
    }
    diagnostics.push(
        Diagnostic::error("not-a-contract", "this is no OpenAPI document and no JSON Schema")
            .at(root.span())
            .help("an OpenAPI document starts with `openapi: 3.1.1`, `info` and `paths`, a JSON Schema with `$schema`"),
    );
    None
}

fn from_version(key: &str, version: &Node, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let text = match version.value() {
        NodeValue::String(text) => text.as_str(),
        NodeValue::Number(number) => {
            diagnostics.push(
                Diagnostic::warning(
                    "wrong-type",
                    format!("`{key}` must be a string, is a number; its text is taken"),
                )
                .at(version.span())
                .help(match key {
                    "swagger" => "write \"2.0\"".to_owned(),
                    _ => format!("write \"{number}.0\""),
                }),
            );
            number.as_text()
        }
        NodeValue::Null | NodeValue::Bool(_) | NodeValue::Array(_) | NodeValue::Object(_) => "",
    };
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Some(Dialect::OpenApi30),
        (Some("3"), Some("1")) => Some(Dialect::OpenApi31),
        (Some("3"), Some("2")) => Some(Dialect::OpenApi32),
        (Some("2"), _) => Some(Dialect::Swagger20),
        _ => {
            diagnostics.push(
                Diagnostic::error(
                    "unknown-version",
                    "no OpenAPI version of this number is known",
                )
                .at(version.span())
                .help("supported are 2.0, 3.0, 3.1 and 3.2, e.g. `openapi: 3.1.1`"),
            );
            None
        }
    }
}
