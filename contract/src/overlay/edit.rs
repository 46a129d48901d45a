//! Changes to a tree: merging a value into a node, and taking nodes out.

use crate::pointer::JsonPointer;
use crate::source::SourceSpan;
use crate::syntax::{Entry, Node, NodeValue, Object};

/// Two values that do not go together.
#[derive(Debug)]
pub(super) struct Conflict {
    pub(super) given: &'static str,
    pub(super) given_at: SourceSpan,
    pub(super) found: &'static str,
    pub(super) found_at: SourceSpan,
}

/// Merges `value` into the node at `pointer`. `concatenates`: is an array for an array its items, or one item?
pub(super) fn update(
    tree: &mut Node,
    pointer: &JsonPointer,
    value: &Node,
    concatenates: bool,
) -> Result<(), Conflict> {
    let Some(node) = at_mut(tree, pointer) else {
        return Ok(()); // selected in this very tree
    };
    match (node.value_mut(), value.value()) {
        (NodeValue::Array(items), NodeValue::Array(further)) if concatenates => {
            items.extend(further.iter().cloned());
            Ok(())
        }
        (NodeValue::Array(items), _) => {
            items.push(value.clone());
            Ok(())
        }
        _ => merge(node, value),
    }
}

/// Overlay 1.1.0 Action Object: objects merge, arrays are concatenated, primitive values are replaced.
fn merge(node: &mut Node, value: &Node) -> Result<(), Conflict> {
    let conflict = |node: &Node| Conflict {
        given: value.type_name(),
        given_at: value.span(),
        found: node.type_name(),
        found_at: node.span(),
    };
    let composite =
        |node: &Node| matches!(node.value(), NodeValue::Object(_) | NodeValue::Array(_));
    if !composite(node) && !composite(value) {
        *node = value.clone();
        return Ok(());
    }
    if std::mem::discriminant(node.value()) != std::mem::discriminant(value.value()) {
        return Err(conflict(node));
    }
    match (node.value_mut(), value.value()) {
        (NodeValue::Array(items), NodeValue::Array(further)) => {
            items.extend(further.iter().cloned());
        }
        (NodeValue::Object(object), NodeValue::Object(further)) => {
            let mut added: Vec<Entry> = Vec::new();
            for entry in further {
                match object.entry_mut(&entry.key.name) {
                    None => added.push(entry.clone()),
                    Some(own) if composite(&own.value) || composite(&entry.value) => {
                        merge(&mut own.value, &entry.value)?;
                    }
                    // The key comes along, so that key and value stand in the same text.
                    Some(own) => *own = entry.clone(),
                }
            }
            object.append(added);
        }
        _ => {}
    }
    Ok(())
}

/// Takes nodes out of their objects and arrays.
pub(super) fn remove(tree: &mut Node, mut pointers: Vec<JsonPointer>) {
    // What stands deepest goes first, and siblings go together: so no position in an array changes before it was used.
    pointers.sort_by(|a, b| (a.depth(), a).cmp(&(b.depth(), b)));
    pointers.dedup();
    let mut rest = &pointers[..];
    while let Some(last) = rest.last() {
        let Some(parent) = last.parent() else {
            return;
        };
        let siblings = |pointer: &JsonPointer| pointer.parent() == Some(parent);
        let first = rest.iter().rposition(|pointer| !siblings(pointer));
        let (others, here) = rest.split_at(first.map_or(0, |at| at + 1));
        rest = others;
        let names: Vec<&str> = here.iter().filter_map(JsonPointer::last).collect();
        if let Some(parent) = at_mut(tree, parent) {
            remove_children(parent.value_mut(), &names);
        }
    }
}

fn remove_children(parent: &mut NodeValue, names: &[&str]) {
    match parent {
        NodeValue::Object(object) => {
            let kept = |entry: &Entry| !names.contains(&entry.key.name.as_str());
            *object = Object::new(object.iter().filter(|entry| kept(entry)).cloned().collect());
        }
        NodeValue::Array(items) => {
            let mut at = 0;
            items.retain(|_| {
                let kept = !names.contains(&at.to_string().as_str());
                at += 1;
                kept
            });
        }
        NodeValue::Null | NodeValue::Bool(_) | NodeValue::Number(_) | NodeValue::String(_) => {}
    }
}

fn at_mut<'t>(tree: &'t mut Node, pointer: &JsonPointer) -> Option<&'t mut Node> {
    let mut node = tree;
    for token in pointer.tokens() {
        node = match node.value_mut() {
            NodeValue::Object(object) => &mut object.entry_mut(token)?.value,
            NodeValue::Array(items) => items.get_mut(token.parse::<usize>().ok()?)?,
            NodeValue::Null | NodeValue::Bool(_) | NodeValue::Number(_) | NodeValue::String(_) => {
                return None;
            }
        };
    }
    Some(node)
}
