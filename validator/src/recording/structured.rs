//! Messages written as JSON or YAML objects.

use countersign_contract::syntax::{Node, NodeValue, SyntaxLimits, parse};
use countersign_contract::{Diagnostic, Diagnostics, SourceId};

use super::{Body, Headers, RecordedRequest, RecordedResponse, Recording};

const HELP: &str = "a request is {method, url or path, headers, body}, a response {status, headers, body, operation}, both together {request, response}";

/// Reads the recording's own text into it.
pub(super) fn read(source: SourceId, recording: &mut Recording) {
    let diagnostics = &mut recording.diagnostics;
    let Some(root) = parse(
        source,
        &recording.sources,
        &SyntaxLimits::default(),
        diagnostics,
    ) else {
        return;
    };
    recording.operation = text(&root, "operation", diagnostics);
    let (request, response) = (root.get("request"), root.get("response"));
    if request.is_some() || response.is_some() {
        recording.request = request.and_then(|node| self::request(node, diagnostics));
        recording.response = response.and_then(|node| self::response(node, diagnostics));
    } else if root.get("status").is_some() {
        recording.response = self::response(&root, diagnostics);
    } else if root.get("method").is_some() {
        recording.request = self::request(&root, diagnostics);
    } else {
        diagnostics.push(
            Diagnostic::error(
                "recording-shape",
                "this is neither a recorded request nor a recorded response",
            )
            .at(root.span())
            .help(HELP),
        );
    }
}

fn request(node: &Node, diagnostics: &mut Diagnostics) -> Option<RecordedRequest> {
    let method = text(node, "method", diagnostics);
    let target = text(node, "url", diagnostics).or_else(|| text(node, "path", diagnostics));
    let (Some(method), Some(target)) = (method, target) else {
        diagnostics.push(
            Diagnostic::error(
                "recording-shape",
                "a recorded request has a `method` and a `url` or `path`",
            )
            .at(node.span())
            .help(HELP),
        );
        return None;
    };
    Some(RecordedRequest {
        method: method.to_ascii_uppercase(),
        target,
        headers: headers(node, diagnostics),
        body: body(node),
    })
}

fn response(node: &Node, diagnostics: &mut Diagnostics) -> Option<RecordedResponse> {
    let number = node.get("status").and_then(Node::as_number);
    let status = number.and_then(|number| u16::try_from(number.as_u64()?).ok());
    let Some(status) = status else {
        diagnostics.push(
            Diagnostic::error(
                "recording-shape",
                "a recorded response has a numeric `status`",
            )
            .at(node.span())
            .help(HELP),
        );
        return None;
    };
    Some(RecordedResponse {
        status,
        headers: headers(node, diagnostics),
        body: body(node),
    })
}

fn text(node: &Node, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = node.get(key)?;
    let text = value.as_str().map(str::to_owned);
    if text.is_none() {
        let message = format!("`{key}` must be text, is {}", value.type_name());
        diagnostics.push(Diagnostic::error("recording-shape", message).at(value.span()));
    }
    text
}

/// `{name: value}`, `{name: [value, value]}`, or `[[name, value]]`.
fn headers(node: &Node, diagnostics: &mut Diagnostics) -> Headers {
    let mut headers = Vec::new();
    match node.get("headers").map(Node::value) {
        None | Some(NodeValue::Null) => {}
        Some(NodeValue::Object(object)) => {
            for entry in object {
                let several = entry.value.as_array();
                let values = several.unwrap_or(std::slice::from_ref(&entry.value));
                headers.extend(
                    values
                        .iter()
                        .map(|value| (entry.key.name.to_string(), plain(value))),
                );
            }
        }
        Some(NodeValue::Array(pairs)) => {
            for pair in pairs {
                if let Some([name, value]) = pair.as_array() {
                    headers.push((plain(name), plain(value)));
                }
            }
        }
        Some(NodeValue::Bool(_) | NodeValue::Number(_) | NodeValue::String(_)) => {
            let message = "`headers` must be an object of names and values";
            diagnostics.push(Diagnostic::error("recording-shape", message).at(node.span()));
        }
    }
    Headers(headers)
}

fn plain(node: &Node) -> String {
    match node.value() {
        NodeValue::String(text) => text.to_string(),
        NodeValue::Number(number) => number.as_text().to_owned(),
        NodeValue::Bool(value) => value.to_string(),
        NodeValue::Null | NodeValue::Array(_) | NodeValue::Object(_) => String::new(),
    }
}

/// A body stands in the recording as the JSON it is; a text may also be the text of any body, JSON included. Which it is
/// shows when it is read.
fn body(node: &Node) -> Body {
    match node.get("body") {
        None => Body::Absent,
        Some(body) => Body::Json(body.clone()),
    }
}
