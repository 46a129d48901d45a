//! The body of a message.

use countersign_contract::model::MediaType;
use countersign_contract::schema::Projection;
use countersign_contract::{JsonPointer, Severity};
use serde_json::Value;

use super::finding::{Finding, FindingKind, Place};
use crate::recording::{Body, Headers};
use crate::validator::Validator;
use crate::words;

/// A body that is there, against the media types that are declared for it.
pub(crate) fn check(
    validator: &Validator<'_>,
    declared: &[MediaType],
    headers: &Headers,
    body: &Body,
    projection: Projection,
    findings: &mut Vec<Finding>,
) {
    let Some(media_type) = choose(declared, headers, findings) else {
        return;
    };
    if let Some(coding) = headers
        .first("content-encoding")
        .filter(|coding| !coding.eq_ignore_ascii_case("identity"))
    {
        not_checked(
            format!("is not checked: it is encoded with {coding:?}"),
            findings,
        );
        return;
    }
    let Some(schema) = media_type.schema else {
        return;
    };
    if !media_type.is_json() {
        let is_text = media_type.essence().starts_with("text/");
        if is_text {
            let text = Value::String(body.to_text());
            findings.extend(validator.findings(schema, &text, projection, |_| whole()));
        } else {
            not_checked(
                format!("is not checked: its media type is {}", media_type.essence()),
                findings,
            );
        }
        return;
    }
    let json = body.to_json();
    for diagnostic in &json.diagnostics {
        let message = format!("is not JSON: {}", diagnostic.message);
        let span = diagnostic.span.and_then(|span| json.in_recording(span));
        findings.push(Finding::error(whole(), FindingKind::Malformed, message).at(span));
    }
    let Some(node) = &json.node else { return };
    let found = validator.findings(schema, &node.to_json(), projection, |pointer| {
        Place::Body(pointer.clone())
    });
    findings.extend(found.into_iter().map(|finding| {
        let span = match &finding.place {
            Place::Body(pointer) => nearest(node, pointer),
            _ => node.span(),
        };
        finding.at(json.in_recording(span))
    }));
}

/// The declared media type of the body. RFC 9110 12.5.1: the more specific declaration wins.
fn choose<'c>(
    declared: &'c [MediaType],
    headers: &Headers,
    findings: &mut Vec<Finding>,
) -> Option<&'c MediaType> {
    let Some(sent) = headers.first("content-type") else {
        if let [only] = declared {
            let message = format!("is missing, taken for {}", only.essence());
            findings.push(Finding::new(
                Severity::Warning,
                Place::ContentType,
                FindingKind::NotChecked,
                message,
            ));
            return Some(only);
        }
        let message = "is missing and several are declared";
        findings.push(Finding::error(
            Place::ContentType,
            FindingKind::UndeclaredMediaType,
            message,
        ));
        return None;
    };
    let essence = sent
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let range = format!("{}/*", essence.split('/').next().unwrap_or_default());
    let find = |name: &str| {
        declared
            .iter()
            .find(|media_type| media_type.essence() == name)
    };
    let found = find(&essence)
        .or_else(|| find(&range))
        .or_else(|| find("*/*"));
    if found.is_none() {
        let names: Vec<String> = declared.iter().map(MediaType::essence).collect();
        let message = format!("must be {}, is {essence:?}", words::listed(&names));
        findings.push(Finding::error(
            Place::ContentType,
            FindingKind::UndeclaredMediaType,
            message,
        ));
    }
    found
}

fn nearest(
    node: &countersign_contract::syntax::Node,
    pointer: &JsonPointer,
) -> countersign_contract::SourceSpan {
    let mut at = node;
    for token in pointer.tokens() {
        match at.child(token) {
            Some(child) => at = child,
            None => break,
        }
    }
    at.span()
}

fn not_checked(message: String, findings: &mut Vec<Finding>) {
    findings.push(Finding::new(
        Severity::Info,
        whole(),
        FindingKind::NotChecked,
        message,
    ));
}

pub(super) fn whole() -> Place {
    Place::Body(JsonPointer::root())
}
