//! The schema resources of all files of one load, by what they are called.

use std::collections::hash_map::Entry;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::identifiers::Identifiers;
use super::resolver::ResourceKey;
use super::scan::own_base;
use super::{Base, Files};
use crate::dialect::{self, Dialect};
use crate::source::{SourceId, SourceSpan};
use crate::syntax::{Node, NodeValue};

/// What every file that was read declares.
pub(super) struct Registry<'w> {
    files: &'w dyn Files,
    /// The dialect of files that name none, and that of their schemas.
    dialect: Dialect,
    schemas: Dialect,
    by_file: Vec<Identifiers<'w>>,
    by_base: FxHashMap<Base, ResourceKey>,
    duplicates: Vec<(String, SourceSpan, SourceSpan)>,
}

impl<'w> Registry<'w> {
    pub(super) fn new(files: &'w dyn Files, dialect: Dialect, schemas: Dialect) -> Self {
        Self {
            files,
            dialect,
            schemas,
            by_file: Vec::new(),
            by_base: FxHashMap::default(),
            duplicates: Vec::new(),
        }
    }

    /// The resource that is called so, among the files read so far.
    pub(super) fn get(&mut self, base: &Base) -> Option<ResourceKey> {
        self.read_new_files();
        self.by_base.get(base).copied()
    }

    /// What a file declares.
    pub(super) fn identifiers(&mut self, source: SourceId) -> &Identifiers<'w> {
        self.read_new_files();
        &self.by_file[source.index()]
    }

    /// Looks at the files that were read since the last call.
    fn read_new_files(&mut self) {
        while self.by_file.len() < self.files.count() {
            let at = u32::try_from(self.by_file.len()).unwrap_or(u32::MAX);
            self.read(SourceId(at));
        }
    }

    pub(super) fn take_duplicates(&mut self) -> Vec<(String, SourceSpan, SourceSpan)> {
        std::mem::take(&mut self.duplicates)
    }

    fn read(&mut self, source: SourceId) {
        let files = self.files;
        let locate = |base: &str, reference: &str| files.join(base, reference);
        let location = files.location(source).unwrap_or_default();
        let at = Base::of_location(location);
        let root = files.tree(source).unwrap_or_else(|| unreadable());
        let (dialect, schemas) = match dialect::declared(root) {
            Some(own) => (own, dialect::of_schemas(root, own).unwrap_or(own)),
            None => (self.dialect, self.schemas),
        };
        let base = own_base(root, at.clone(), &locate);
        let identifiers = Identifiers::of(root, base, dialect, schemas, &locate);
        // A file is found where it lies even when it calls itself something else.
        self.by_base.entry(at).or_insert((source, 0));
        for (number, resource) in identifiers.resources.iter().enumerate() {
            match self.by_base.entry(resource.base.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert((source, number));
                }
                Entry::Occupied(entry) => {
                    let (other, first) = *entry.get();
                    if (other, first) == (source, number) {
                        continue;
                    }
                    let first = match self.by_file.get(other.index()) {
                        Some(identifiers) => &identifiers.resources[first].root,
                        None => &identifiers.resources[first].root,
                    };
                    // A document and its overlays are one tree.
                    if std::ptr::eq(first.node, resource.root.node) {
                        continue;
                    }
                    let first = first.span();
                    let (Base::Uri(name) | Base::Location(name)) = &resource.base;
                    self.duplicates
                        .push((name.clone(), first, resource.root.span()));
                }
            }
        }
        self.by_file.push(identifiers);
    }
}

/// What stands for a file that could not be read.
fn unreadable() -> &'static Node {
    static NOTHING: OnceLock<Node> = OnceLock::new();
    NOTHING.get_or_init(|| Node::new(SourceSpan::new(SourceId(0), 0, 0), NodeValue::Null))
}
