//! From a reference to the place it means.

use std::fmt;
use std::ptr;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::failure::{Failure, closest};
use super::identifiers::Identifiers;
use super::reference::{Fragment, Reference};
use super::{Files, Place};
use crate::pointer::JsonPointer;
use crate::source::SourceId;
use crate::syntax::Node;

/// Resolves references between the files of one load, remembering every answer.
pub(crate) struct Resolver<'w> {
    files: &'w dyn Files,
    honours_identifiers: bool,
    targets: FxHashMap<(SourceId, SmolStr), Result<Place<'w>, Failure>>,
    identifiers: FxHashMap<SourceId, Identifiers<'w>>,
}

impl fmt::Debug for Resolver<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver")
            .field("targets", &self.targets.len())
            .finish_non_exhaustive()
    }
}

impl<'w> Resolver<'w> {
    /// A resolver over the files of one load; `honours_identifiers`: does `$id` mean anything in this dialect?
    pub(crate) fn new(files: &'w dyn Files, honours_identifiers: bool) -> Self {
        Self {
            files,
            honours_identifiers,
            targets: FxHashMap::default(),
            identifiers: FxHashMap::default(),
        }
    }

    /// The place that `text`, written somewhere at or below `from`, means. One step: the place may hold a `$ref` itself.
    pub(crate) fn resolve(&mut self, from: &Place<'w>, text: &str) -> Result<Place<'w>, Failure> {
        if self.honours_identifiers && self.identifiers(from.source()).has_resources() {
            return self.resolve_within_resource(from, text);
        }
        let key = (from.source(), SmolStr::new(text));
        if let Some(known) = self.targets.get(&key) {
            return known.clone();
        }
        let found = self.find(from, text, &mut self.files.max_hops());
        self.targets.insert(key, found.clone());
        found
    }

    /// Follows `$ref` from `place` until something else stands there.
    pub(crate) fn follow(
        &mut self,
        mut place: Place<'w>,
    ) -> Result<Place<'w>, (Failure, Place<'w>)> {
        let limit = self.files.max_hops();
        let mut passed = Vec::new();
        while passed.len() < limit {
            if passed.iter().any(|node| ptr::eq(*node, place.node)) {
                return Err((Failure::Cycle, place));
            }
            passed.push(place.node);
            let Some(reference) = place.node.get("$ref").and_then(Node::as_str) else {
                return Ok(place);
            };
            place = self
                .resolve(&place, reference)
                .map_err(|failure| (failure, place))?;
        }
        Err((Failure::TooManyHops(limit), place))
    }

    /// 2020-12: a fragment is relative to the nearest `$id`. Many documents write `$id` and mean the file all the same, so
    /// that is tried next.
    fn resolve_within_resource(
        &mut self,
        from: &Place<'w>,
        text: &str,
    ) -> Result<Place<'w>, Failure> {
        let hops = &mut self.files.max_hops();
        let Reference { file, fragment } = Reference::parse(text);
        let identifiers = self.identifiers(from.source());
        let exact = if file.is_empty() {
            identifiers.enclosing(&from.pointer)
        } else {
            identifiers.resource(file)
        };
        let by_name = identifiers.resource_by_name(file);
        if let Some(resource) = exact
            && let Ok(place) = self.find_below(resource, &fragment, hops)
        {
            return Ok(place);
        }
        match (self.find(from, text, hops), by_name) {
            (Err(Failure::File), Some(resource)) => self.find_below(resource, &fragment, hops),
            (found, _) => found,
        }
    }

    fn find(
        &mut self,
        from: &Place<'w>,
        text: &str,
        hops: &mut usize,
    ) -> Result<Place<'w>, Failure> {
        let Reference { file, fragment } = Reference::parse(text);
        let source = if file.is_empty() {
            from.source()
        } else {
            let site = from.node.get("$ref").unwrap_or(from.node).span();
            let located = self.files.locate(from.source(), file, site);
            located.ok_or(Failure::File)?
        };
        let root = self.files.tree(source).ok_or(Failure::File)?;
        self.find_below(Place::root(root), &fragment, hops)
    }

    fn find_below(
        &mut self,
        resource: Place<'w>,
        fragment: &Fragment,
        hops: &mut usize,
    ) -> Result<Place<'w>, Failure> {
        match fragment {
            Fragment::Pointer(pointer) => self.descend(resource, pointer, hops),
            Fragment::Anchor(name) => self
                .identifiers(resource.source())
                .anchor(name, &resource.pointer)
                .ok_or_else(|| Failure::Anchor(name.clone())),
            Fragment::Malformed => Err(Failure::Malformed),
        }
    }

    /// Walks down a pointer. Where a step is missing but a `$ref` stands in the way, the walk goes on behind it. `hops` is
    /// what is left of the budget for the whole walk, nested ones included, so that no knot of references makes it long.
    fn descend(
        &mut self,
        root: Place<'w>,
        pointer: &JsonPointer,
        hops: &mut usize,
    ) -> Result<Place<'w>, Failure> {
        let mut place = root;
        for token in pointer.tokens() {
            let mut child = step(&place, token);
            while child.is_none()
                && let Some(reference) = place.node.get("$ref").and_then(Node::as_str)
            {
                let left = hops.checked_sub(1);
                *hops = left.ok_or(Failure::TooManyHops(self.files.max_hops()))?;
                place = self.find(&place, reference, hops)?;
                child = step(&place, token);
            }
            place = child.ok_or_else(|| Failure::Missing {
                token: token.to_string(),
                suggestion: suggestion(place.node, token),
            })?;
        }
        Ok(place)
    }

    /// The name of a file without folders and extension.
    pub(crate) fn file_stem(&self, source: SourceId) -> Option<&'w str> {
        let files = self.files;
        let name = files.location(source)?.rsplit(['/', '\\', ':']).next()?;
        let stem = name.split('.').next()?;
        (!stem.is_empty()).then_some(stem)
    }

    fn identifiers(&mut self, source: SourceId) -> &Identifiers<'w> {
        let files = self.files;
        self.identifiers.entry(source).or_insert_with(|| {
            files
                .tree(source)
                .map_or_else(Identifiers::default, Identifiers::of)
        })
    }
}

/// One step down a pointer.
fn step<'w>(place: &Place<'w>, token: &SmolStr) -> Option<Place<'w>> {
    let node = place.node.child(token)?;
    Some(place.child(token.clone(), node))
}

fn suggestion(node: &Node, token: &str) -> Option<String> {
    let keys = node.as_object()?.iter();
    closest(token, keys.map(|entry| entry.key.name.as_str()))
}
