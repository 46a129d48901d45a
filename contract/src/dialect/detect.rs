//! From the top of a document to its dialect.

use super::{Dialect, json_schema, swagger_2_0};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Node, NodeValue};

/// The dialect of a document; `None` (and an error that says what to do) when it is none that is read.
pub(crate) fn detect(root: &Node, diagnostics: &mut Diagnostics) -> Option<Dialect> {
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
        return from_version(version, diagnostics);
    }
    if let Some(version) = object.get("swagger") {
        diagnostics.push(swagger_2_0::not_supported(version.span()));
        return None;
    }
    if let Some(version) = object.get("asyncapi") {
        diagnostics.push(
            Diagnostic::error("asyncapi-unsupported", "AsyncAPI is not supported yet")
                .at(version.span())
                .help("countersign reads OpenAPI 3.0, 3.1 and 3.2"),
        );
        return None;
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
    diagnostics.push(if json_schema::recognises(root) {
        json_schema::not_supported(root)
    } else {
        Diagnostic::error("not-a-contract", "this is no OpenAPI document")
            .at(root.span())
            .help("an OpenAPI document starts with `openapi: 3.1.1`, `info` and `paths`")
    });
    None
}

fn from_version(version: &Node, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let text = match version.value() {
        NodeValue::String(text) => text.as_str(),
        NodeValue::Number(number) => {
            diagnostics.push(
                Diagnostic::warning(
                    "wrong-type",
                    "`openapi` must be a string, is a number; its text is taken",
                )
                .at(version.span())
                .help(format!("write \"{number}.0\"")),
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
        (Some("2"), _) => {
            diagnostics.push(swagger_2_0::not_supported(version.span()));
            None
        }
        _ => {
            diagnostics.push(
                Diagnostic::error(
                    "unknown-version",
                    "no OpenAPI version of this number is known",
                )
                .at(version.span())
                .help("supported are 3.0, 3.1 and 3.2, e.g. `openapi: 3.1.1`"),
            );
            None
        }
    }
}
