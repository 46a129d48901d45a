//! What a file declares: schema resources with their base URIs, anchors, and which dialect holds where
//! (JSON Schema 2020-12 Core 8.1, 8.2; `id` and `$id` of earlier drafts).

use std::ptr;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::scan::Scan;
use super::{Base, Place};
use crate::dialect::Dialect;
use crate::syntax::Node;

/// Every identifier that a file declares. The first resource is the file itself.
#[derive(Debug)]
pub(crate) struct Identifiers<'w> {
    pub(super) resources: Vec<Resource<'w>>,
    /// Where a scope begins that is not the one around it.
    pub(super) scopes: FxHashMap<*const Node, Scope>,
    file: Scope,
}

/// A schema with a URI of its own, or a whole file.
#[derive(Debug)]
pub(crate) struct Resource<'w> {
    pub(crate) base: Base,
    pub(crate) root: Place<'w>,
    /// `$anchor`, `$dynamicAnchor`, and `$id` that is nothing but a fragment.
    pub(super) anchors: FxHashMap<SmolStr, Place<'w>>,
    /// `$dynamicAnchor`; `$recursiveAnchor: true` is the one without a name.
    pub(super) dynamic_anchors: IndexMap<SmolStr, Place<'w>>,
}

/// What holds at a place: the resource it belongs to, by its number in the file, and the dialect of schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) resource: usize,
    pub(crate) dialect: Dialect,
}

impl<'w> Resource<'w> {
    pub(super) fn new(base: Base, root: Place<'w>) -> Self {
        Self {
            base,
            root,
            anchors: FxHashMap::default(),
            dynamic_anchors: IndexMap::default(),
        }
    }
}

impl<'w> Identifiers<'w> {
    /// The identifiers of a file in `document`, of which schemas that do not say otherwise are in `dialect`. Most files have none, and finding that out takes no pointers.
    pub(crate) fn of(
        root: &'w Node,
        base: Base,
        document: Dialect,
        dialect: Dialect,
        locate: &dyn Fn(&str, &str) -> Option<String>,
    ) -> Self {
        let file = Scope {
            resource: 0,
            dialect,
        };
        let place = Place::root(root);
        let mut identifiers = Self {
            resources: vec![Resource::new(base, place.clone())],
            scopes: FxHashMap::default(),
            file,
        };
        if document.honours_identifiers() && declares_any(root, dialect) {
            Scan::new(&mut identifiers, document, locate).file(place, file);
        }
        identifiers
    }

    /// What holds at a place: the innermost scope on the way there.
    pub(crate) fn scope(&self, place: &Place<'w>) -> Scope {
        let mut scope = self.file;
        if self.scopes.is_empty() {
            return scope;
        }
        let mut node = self.resources[0].root.node;
        let mut enter = |node: &Node| {
            if let Some(inner) = self.scopes.get(&ptr::from_ref(node)) {
                scope = *inner;
            }
        };
        enter(node);
        for token in place.pointer.tokens() {
            let Some(child) = node.child(token) else {
                break;
            };
            node = child;
            enter(node);
        }
        scope
    }

    /// The schema with this anchor in a resource, else the first one in the file: some authors give every schema an `$id`
    /// and refer to anchors as if there was none.
    pub(crate) fn anchor(&self, name: &str, resource: usize) -> Option<Place<'w>> {
        let within = self.resources.get(resource)?.anchors.get(name);
        let mut anywhere = self.resources.iter();
        within
            .or_else(|| anywhere.find_map(|resource| resource.anchors.get(name)))
            .cloned()
    }
}

/// Is there a key below `root` that may be an identifier, or change the dialect?
fn declares_any(root: &Node, dialect: Dialect) -> bool {
    let names = [
        dialect.id_keyword(),
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$recursiveAnchor",
        "$schema",
        "$self",
    ];
    let mut pending = vec![root];
    while let Some(node) = pending.pop() {
        if let Some(object) = node.as_object() {
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
