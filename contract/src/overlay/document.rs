//! An overlay as it is written: its version and its actions.

use super::path::Query;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::SourceSpan;
use crate::syntax::{Node, NodeValue};

/// Versions differ in what may be selected and in how arrays meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.0: objects and arrays are selected; an array is appended as one item.
    V1_0,
    /// 1.1: everything can be selected; an array is concatenated; `copy`.
    V1_1,
}

/// An overlay, ready to be applied.
#[derive(Debug)]
pub(super) struct Overlay<'t> {
    pub(super) version: Version,
    pub(super) actions: Vec<Action<'t>>,
}

/// Overlay 1.1.0 Action Object.
#[derive(Debug)]
pub(super) struct Action<'t> {
    pub(super) target: Query,
    pub(super) target_span: SourceSpan,
    pub(super) change: Change<'t>,
}

/// What is done to each selected node.
#[derive(Debug)]
pub(super) enum Change<'t> {
    Remove,
    Update(&'t Node),
    Copy(Query, SourceSpan),
}

/// Does a file say that it is an overlay?
pub(crate) fn is_overlay(root: &Node) -> bool {
    root.get("overlay").is_some()
}

/// The document that an overlay says it was written for: the text and its place.
pub(crate) fn extends(root: &Node) -> Option<(&str, SourceSpan)> {
    let node = root.get("extends")?;
    Some((node.as_str()?, node.span()))
}

/// Reads an overlay; what is wrong with an action is reported and the action left out.
pub(super) fn read<'t>(root: &'t Node, diagnostics: &mut Diagnostics) -> Option<Overlay<'t>> {
    let version = version(root, diagnostics)?;
    for field in ["info", "actions"] {
        if root.get(field).is_none() {
            diagnostics.push(
                Diagnostic::warning("overlay-field", format!("this overlay has no `{field}`"))
                    .at(root.span())
                    .help("the standard requires it"),
            );
        }
    }
    unknown_fields(
        root,
        &["overlay", "info", "extends", "actions"],
        diagnostics,
    );
    let actions = root.get("actions").and_then(Node::as_array);
    let actions = actions.unwrap_or_default().iter();
    let actions = actions.filter_map(|node| action(node, version, diagnostics));
    Some(Overlay {
        version,
        actions: actions.collect(),
    })
}

fn version(root: &Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    let written = root.get("overlay");
    let text = match written.map(Node::value) {
        Some(NodeValue::String(text)) => text.as_str(),
        Some(NodeValue::Number(number)) => number.as_text(),
        _ => "",
    };
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("1"), Some("0")) => Some(Version::V1_0),
        (Some("1"), Some("1")) => Some(Version::V1_1),
        _ => {
            let message = if written.is_some() {
                "no Overlay version of this number is known"
            } else {
                "this file is no overlay: it does not start with `overlay`"
            };
            diagnostics.push(
                Diagnostic::error("not-an-overlay", message)
                    .at(written.unwrap_or(root).span())
                    .help("supported are 1.0 and 1.1, e.g. `overlay: 1.1.0`"),
            );
            None
        }
    }
}

fn action<'t>(
    node: &'t Node,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Option<Action<'t>> {
    let known = ["target", "description", "update", "remove", "copy"];
    unknown_fields(node, &known, diagnostics);
    let Some(target) = node.get("target") else {
        diagnostics.push(
            Diagnostic::error(
                "overlay-field",
                "this action has no `target`; it is left out",
            )
            .at(node.span())
            .help("say which nodes it changes, e.g. `target: $.info`"),
        );
        return None;
    };
    let query = query(target, diagnostics)?;
    let change = change(node, version, diagnostics)?;
    Some(Action {
        target: query,
        target_span: target.span(),
        change,
    })
}

/// `remove: true` comes before everything else, `update` before `copy`.
fn change<'t>(
    node: &'t Node,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Option<Change<'t>> {
    if node.get("remove").and_then(Node::as_bool) == Some(true) {
        return Some(Change::Remove);
    }
    if let Some(update) = node.get("update") {
        return Some(Change::Update(update));
    }
    let copy = node.get("copy");
    if let Some(copy) = copy
        && version == Version::V1_1
    {
        let from = query(copy, diagnostics)?;
        return Some(Change::Copy(from, copy.span()));
    }
    let (message, help) = match copy {
        Some(_) => (
            "`copy` came with Overlay 1.1; the action is left out",
            "write `overlay: 1.1.0`",
        ),
        None => (
            "this action changes nothing",
            "add `update`, `copy` or `remove: true`",
        ),
    };
    diagnostics.push(
        Diagnostic::error("overlay-field", message)
            .at(copy.unwrap_or(node).span())
            .help(help),
    );
    None
}

fn query(node: &Node, diagnostics: &mut Diagnostics) -> Option<Query> {
    let text = node.as_str().unwrap_or_default();
    match Query::parse(text) {
        Ok(query) => Some(query),
        Err(malformed) => {
            let before: String = text.chars().take(malformed.at).collect();
            let message = format!("`{text}` is no JSONPath; the action is left out");
            diagnostics.push(
                Diagnostic::error("malformed-json-path", message)
                    .at(node.span())
                    .help(format!(
                        "after `{before}` is expected: {}",
                        malformed.expected
                    )),
            );
            None
        }
    }
}

fn unknown_fields(node: &Node, known: &[&str], diagnostics: &mut Diagnostics) {
    for entry in node.as_object().into_iter().flatten() {
        let name = entry.key.name.as_str();
        if known.contains(&name) || name.starts_with("x-") {
            continue;
        }
        let message = format!("`{name}` is no field of an overlay; it has no effect");
        diagnostics.push(Diagnostic::warning("overlay-field", message).at(entry.key.span));
    }
}
