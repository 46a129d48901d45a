//! `$id`, `$anchor` and `$dynamicAnchor` inside one file (JSON Schema 2020-12 Core 8.2.1, 8.2.2).
//!
//! `$id` values are compared with references as text, then by their last path segment: a contract's schemas rarely have
//! an absolute base to resolve against.

use rustc_hash::FxHashMap;

use super::Place;
use crate::pointer::JsonPointer;
use crate::syntax::{Node, NodeValue};

/// Every identifier that a file declares.
#[derive(Debug, Default)]
pub(crate) struct Identifiers<'w> {
    resources: Vec<(String, Place<'w>)>,
    anchors: FxHashMap<String, Vec<Place<'w>>>,
}

/// Keys below which a `$id` is data, not an identifier.
const DATA_KEYS: [&str; 6] = ["example", "examples", "default", "enum", "const", "value"];

impl<'w> Identifiers<'w> {
    /// The identifiers of a file. Most have none, and finding that out takes no pointers.
    pub(crate) fn of(root: &'w Node) -> Self {
        if declares_any(root) {
            Self::collect(Place::root(root))
        } else {
            Self::default()
        }
    }

    fn collect(root: Place<'w>) -> Self {
        let mut found = Self::default();
        let mut pending = vec![root];
        while let Some(place) = pending.pop() {
            match place.node.value() {
                NodeValue::Object(object) => {
                    for entry in object {
                        let name = entry.key.name.as_str();
                        match (name, entry.value.as_str()) {
                            ("$id", Some(text)) => {
                                let text = text.trim_end_matches('#').to_owned();
                                found.resources.push((text, place.clone()));
                            }
                            ("$anchor" | "$dynamicAnchor", Some(text)) => found
                                .anchors
                                .entry(text.to_owned())
                                .or_default()
                                .push(place.clone()),
                            (_, None) if !DATA_KEYS.contains(&name) => {
                                pending.push(place.child(entry.key.name.clone(), &entry.value));
                            }
                            _ => {}
                        }
                    }
                }
                NodeValue::Array(items) => {
                    let children = items.iter().enumerate();
                    pending.extend(children.map(|(at, item)| place.child(at.to_string(), item)));
                }
                NodeValue::Null
                | NodeValue::Bool(_)
                | NodeValue::Number(_)
                | NodeValue::String(_) => {}
            }
        }
        found
    }

    /// The schema whose `$id` is written exactly as `uri`.
    pub(crate) fn resource(&self, uri: &str) -> Option<Place<'w>> {
        let mut same = self.resources.iter().filter(|(id, _)| id == uri);
        same.next().map(|(_, place)| place.clone())
    }

    /// The schema whose `$id` ends in the same path segment as `uri`.
    pub(crate) fn resource_by_name(&self, uri: &str) -> Option<Place<'w>> {
        let tail = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
        let wanted = tail(uri);
        let mut same = self.resources.iter().filter(|(id, _)| tail(id) == wanted);
        same.next()
            .filter(|_| !wanted.is_empty())
            .map(|(_, place)| place.clone())
    }

    /// The innermost schema with `$id` around `pointer`.
    pub(crate) fn enclosing(&self, pointer: &JsonPointer) -> Option<Place<'w>> {
        self.resources
            .iter()
            .map(|(_, place)| place)
            .filter(|place| pointer.tokens().starts_with(place.pointer.tokens()))
            .max_by_key(|place| place.pointer.tokens().len())
            .cloned()
    }

    /// The schema with this anchor: within the resource around `from` first, else the first in the file.
    pub(crate) fn anchor(&self, name: &str, from: &JsonPointer) -> Option<Place<'w>> {
        let candidates = self.anchors.get(name)?;
        let resource = self.enclosing(from);
        let within = |place: &&Place<'w>| {
            resource.as_ref().is_some_and(|resource| {
                place
                    .pointer
                    .tokens()
                    .starts_with(resource.pointer.tokens())
            })
        };
        candidates
            .iter()
            .find(within)
            .or_else(|| candidates.iter().min_by(|a, b| a.pointer.cmp(&b.pointer)))
            .cloned()
    }

    /// Does the file declare any `$id`?
    pub(crate) fn has_resources(&self) -> bool {
        !self.resources.is_empty()
    }
}

/// Is there a key below `root` that may be an identifier?
fn declares_any(root: &Node) -> bool {
    let mut pending = vec![root];
    while let Some(node) = pending.pop() {
        if let Some(object) = node.as_object() {
            let names = ["$id", "$anchor", "$dynamicAnchor"];
            let mut keys = object.iter().map(|entry| entry.key.name.as_str());
            if keys.any(|key| names.contains(&key)) {
                return true;
            }
            pending.extend(object.iter().map(|entry| &entry.value));
        }
        pending.extend(node.as_array().into_iter().flatten());
    }
    false
}
