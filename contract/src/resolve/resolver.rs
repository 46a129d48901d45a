//! From a reference to the place it means.

use std::fmt;
use std::ptr;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::failure::{Failure, closest};
use super::identifiers::{Identifiers, Scope};
use super::reference::{Fragment, Reference};
use super::registry::Registry;
use super::{Base, Files, Place};
use crate::dialect::Dialect;
use crate::pointer::JsonPointer;
use crate::source::{SourceId, SourceSpan};
use crate::syntax::Node;
use crate::uri;

/// A schema resource of one load: the file it stands in and its number there.
pub(crate) type ResourceKey = (SourceId, usize);

/// Resolves references between the files of one load, remembering every answer.
pub(crate) struct Resolver<'w> {
    files: &'w dyn Files,
    registry: Registry<'w>,
    targets: FxHashMap<(ResourceKey, SmolStr), Result<Place<'w>, Failure>>,
}

impl fmt::Debug for Resolver<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver")
            .field("targets", &self.targets.len())
            .finish_non_exhaustive()
    }
}

/// The budget of one walk, nested ones included, so that no knot of references makes it long.
struct Budget {
    hops: usize,
    /// The nodes whose `$ref` is being followed to get past them.
    open: Vec<*const Node>,
}

type Hops<'h> = &'h mut Budget;

impl<'w> Resolver<'w> {
    /// A resolver over the files of one load, of which those that do not say otherwise are in `dialect`, with schemas in
    /// `schemas`.
    pub(crate) fn new(files: &'w dyn Files, dialect: Dialect, schemas: Dialect) -> Self {
        Self {
            files,
            registry: Registry::new(files, dialect, schemas),
            targets: FxHashMap::default(),
        }
    }

    /// The place that `text`, written somewhere at or below `from`, means. One step: the place may hold a `$ref` itself.
    pub(crate) fn resolve(&mut self, from: &Place<'w>, text: &str) -> Result<Place<'w>, Failure> {
        let resource = self.resource(from);
        let key = (resource, SmolStr::new(text));
        if let Some(known) = self.targets.get(&key) {
            return known.clone();
        }
        let mut budget = Budget {
            hops: self.files.max_hops(),
            open: Vec::new(),
        };
        let found = self.find(from, resource, text, &mut budget);
        // What is missing now may be declared by a file that is still to be read.
        if !matches!(found, Err(Failure::File)) {
            self.targets.insert(key, found.clone());
        }
        found
    }

    /// The URI that `text` means, if no file read so far declares it and another one may.
    pub(crate) fn awaited(&mut self, from: &Place<'w>, text: &str) -> Option<String> {
        let file = Reference::parse(text).file;
        if file.is_empty() {
            return None;
        }
        let resource = self.resource(from);
        let target = self.target(resource, file)?;
        if self.registry.get(&target).is_some() {
            return None;
        }
        match target {
            Base::Uri(uri) => (!self.files.serves(&uri)).then_some(uri),
            Base::Location(_) => None,
        }
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

    /// The resource that a place belongs to, and the dialect of a schema there.
    pub(crate) fn scope(&mut self, place: &Place<'w>) -> (ResourceKey, Dialect) {
        let Scope { resource, dialect } = self.identifiers(place.source()).scope(place);
        ((place.source(), resource), dialect)
    }

    /// The resource that a place belongs to.
    pub(crate) fn resource(&mut self, place: &Place<'w>) -> ResourceKey {
        self.scope(place).0
    }

    /// The root of a resource.
    pub(crate) fn resource_root(&mut self, (source, resource): ResourceKey) -> Place<'w> {
        let resource = &self.identifiers(source).resources[resource];
        resource.root.clone()
    }

    /// The root of the file that a place stands in.
    pub(crate) fn document(&self, place: &Place<'w>) -> Option<Place<'w>> {
        self.files.tree(place.source()).map(Place::root)
    }

    /// The dynamic anchors of a resource and where they stand.
    pub(crate) fn dynamic_anchors(
        &mut self,
        (source, resource): ResourceKey,
    ) -> Vec<(SmolStr, Place<'w>)> {
        let resource = &self.identifiers(source).resources[resource];
        let anchors = resource.dynamic_anchors.iter();
        anchors
            .map(|(name, place)| (name.clone(), place.clone()))
            .collect()
    }

    /// Pairs of schemas with the same identifier that were met since the last call; the first of each counts.
    pub(crate) fn take_duplicates(&mut self) -> Vec<(String, SourceSpan, SourceSpan)> {
        self.registry.take_duplicates()
    }

    /// How many files were read so far.
    pub(crate) fn file_count(&self) -> usize {
        self.files.count()
    }

    /// The anchor that a reference ends in, if it ends in one.
    pub(crate) fn anchor_of(text: &str) -> Option<SmolStr> {
        match Reference::parse(text).fragment {
            Fragment::Anchor(name) => Some(name.into()),
            Fragment::Pointer(_) | Fragment::Malformed => None,
        }
    }

    /// The name of a file without folders and extension.
    pub(crate) fn file_stem(&self, source: SourceId) -> Option<&'w str> {
        let files = self.files;
        let name = files.location(source)?.rsplit(['/', '\\', ':']).next()?;
        let stem = name.split('.').next()?;
        (!stem.is_empty()).then_some(stem)
    }

    fn find(
        &mut self,
        from: &Place<'w>,
        resource: ResourceKey,
        text: &str,
        hops: Hops<'_>,
    ) -> Result<Place<'w>, Failure> {
        let Reference { file, fragment } = Reference::parse(text);
        if file.is_empty() {
            let found = self.find_in(resource, &fragment, hops);
            return found.or_else(|failure| self.find_in_file(resource, &fragment, failure, hops));
        }
        let target = self.target(resource, file);
        if let Some(target) = &target
            && let Some(known) = self.registry.get(target)
            && let Ok(place) = self.find_in(known, &fragment, hops)
        {
            return Ok(place);
        }
        let source = self.file(from, resource, file, target);
        self.find_in((source.ok_or(Failure::File)?, 0), &fragment, hops)
    }

    /// A fragment is relative to the nearest `$id`. Many documents write `$id` and mean the file all the same.
    fn find_in_file(
        &mut self,
        (source, resource): ResourceKey,
        fragment: &Fragment,
        failure: Failure,
        hops: Hops<'_>,
    ) -> Result<Place<'w>, Failure> {
        if resource == 0 {
            return Err(failure);
        }
        let found = self.find_in((source, 0), fragment, hops);
        found.map_err(|_| failure)
    }

    fn find_in(
        &mut self,
        resource: ResourceKey,
        fragment: &Fragment,
        hops: Hops<'_>,
    ) -> Result<Place<'w>, Failure> {
        match fragment {
            Fragment::Pointer(pointer) => {
                self.files.tree(resource.0).ok_or(Failure::File)?;
                let root = self.resource_root(resource);
                self.descend(root, pointer, hops)
            }
            Fragment::Anchor(name) => self
                .identifiers(resource.0)
                .anchor(name, resource.1)
                .ok_or_else(|| Failure::Anchor(name.clone())),
            Fragment::Malformed => Err(Failure::Malformed),
        }
    }

    /// What the part before `#` of a reference means in a resource.
    fn target(&mut self, (source, resource): ResourceKey, file: &str) -> Option<Base> {
        let files = self.files;
        let base = &self.identifiers(source).resources[resource].base;
        base.join(file, |base, reference| files.join(base, reference))
    }

    /// The file of a reference that no `$id` answers. A relative one is taken for a file beside the document, whatever the
    /// document calls itself; an absolute one too if it begins as the document's own `$id`.
    fn file(
        &mut self,
        from: &Place<'w>,
        (source, _): ResourceKey,
        file: &str,
        target: Option<Base>,
    ) -> Option<SourceId> {
        let site = from.node.get("$ref").unwrap_or(from.node).span();
        let uri = match target {
            Some(Base::Location(location)) => return self.files.open(&location, site),
            Some(Base::Uri(uri)) if self.files.serves(&uri) => {
                return self.files.open(&uri, site);
            }
            Some(Base::Uri(uri)) => uri,
            None => return self.files.locate(source, file, site),
        };
        let absolute = uri::scheme(file).is_some();
        let files = self.files;
        let own = &self.identifiers(source).resources[0].base;
        let beside = match own {
            Base::Uri(own) if absolute => uri::below(own, &uri),
            Base::Uri(_) | Base::Location(_) => None,
        };
        files.locate(source, beside.unwrap_or(file), site)
    }

    /// Walks down a pointer. Where a step is missing but a `$ref` stands in the way, the walk goes on behind it.
    fn descend(
        &mut self,
        root: Place<'w>,
        pointer: &JsonPointer,
        hops: Hops<'_>,
    ) -> Result<Place<'w>, Failure> {
        let mut place = root;
        for token in pointer.tokens() {
            let mut child = step(&place, token);
            while child.is_none()
                && let Some(reference) = place.node.get("$ref").and_then(Node::as_str)
                && !hops.open.contains(&ptr::from_ref(place.node))
            {
                let left = hops.hops.checked_sub(1);
                hops.hops = left.ok_or(Failure::TooManyHops(self.files.max_hops()))?;
                let resource = self.resource(&place);
                hops.open.push(ptr::from_ref(place.node));
                let behind = self.find(&place, resource, reference, hops);
                hops.open.pop();
                place = behind?;
                child = step(&place, token);
            }
            place = child.ok_or_else(|| Failure::Missing {
                token: token.to_owned(),
                suggestion: suggestion(place.node, token),
            })?;
        }
        Ok(place)
    }

    fn identifiers(&mut self, source: SourceId) -> &Identifiers<'w> {
        self.registry.identifiers(source)
    }
}

/// One step down a pointer.
fn step<'w>(place: &Place<'w>, token: &str) -> Option<Place<'w>> {
    let node = place.node.child(token)?;
    Some(place.child(token, node))
}

fn suggestion(node: &Node, token: &str) -> Option<String> {
    let keys = node.as_object()?.iter();
    closest(token, keys.map(|entry| entry.key.name.as_str()))
}
