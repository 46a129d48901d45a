//! One action: select, then change every selected node.

use super::document::{Action, Change, Version};
use super::edit::{self, Conflict};
use super::path::{Budget, Match};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::JsonPointer;
use crate::syntax::{Node, NodeValue};

/// Applies an action to the tree.
pub(super) fn apply_action(
    tree: &mut Node,
    action: &Action<'_>,
    version: Version,
    budget: &Budget,
    diagnostics: &mut Diagnostics,
) {
    let selected = action.target.select(tree, budget);
    if selected.is_empty() {
        diagnostics.push(
            Diagnostic::warning(
                "overlay-target-missing",
                "the target matches nothing; nothing is changed",
            )
            .at(action.target_span)
            .help("look at the path: is a name misspelled, or has the document changed?"),
        );
        return;
    }
    if version == Version::V1_0 && selected.iter().any(is_primitive) {
        diagnostics.push(
            Diagnostic::warning(
                "overlay-primitive-target",
                "Overlay 1.0 selects objects and arrays only; it is done as in 1.1",
            )
            .at(action.target_span)
            .help("write `overlay: 1.1.0`"),
        );
    }
    let mut pointers: Vec<JsonPointer> = selected.into_iter().map(|one| one.pointer).collect();
    let (value, concatenates) = match &action.change {
        Change::Remove => {
            if pointers.iter().any(JsonPointer::is_root) {
                diagnostics.push(
                    Diagnostic::error("overlay-mismatch", "the whole document cannot be removed")
                        .at(action.target_span),
                );
                return;
            }
            edit::remove(tree, pointers);
            return;
        }
        Change::Update(value) => ((*value).clone(), version == Version::V1_1),
        Change::Copy(from, span) => match &from.select(tree, budget)[..] {
            [one] => (one.node.clone(), true),
            found => {
                let message = format!("`copy` selects {} nodes and must select one", found.len());
                diagnostics.push(Diagnostic::error("overlay-mismatch", message).at(*span));
                return;
            }
        },
    };
    pointers.sort();
    pointers.dedup();
    // What stands deeper is changed first: a change above may put new nodes there.
    for pointer in pointers.iter().rev() {
        if let Err(conflict) = edit::update(tree, pointer, &value, concatenates) {
            diagnostics.push(describe(&conflict, action));
        }
    }
}

fn is_primitive(one: &Match<'_>) -> bool {
    !matches!(one.node.value(), NodeValue::Object(_) | NodeValue::Array(_))
}

fn describe(conflict: &Conflict, action: &Action<'_>) -> Diagnostic {
    let message = format!(
        "{} cannot be merged into {}; it is left out",
        conflict.given, conflict.found
    );
    Diagnostic::error("overlay-mismatch", message)
        .at(conflict.given_at)
        .label(conflict.found_at, "what it meets")
        .label(action.target_span, "selected here")
        .help("objects merge with objects, arrays with arrays, and a primitive value replaces another; remove what stands there first")
}
