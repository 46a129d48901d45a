//! The files of one contract: read when a reference first leads to them, parsed once, kept until the load is over.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::arena::Arena;
use super::encoding::decode;
use super::failure;
use super::fetch::{Fetch, FetchError};
use super::options::LoadOptions;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Draft;
use crate::resolve::Files;
use crate::source::{SourceId, SourceMap, SourceSpan};
use crate::syntax::{self, Node};

/// The files of one load. Everything works through `&self`: nodes stay borrowed while further files are read.
#[derive(Debug)]
pub struct Workspace<'f> {
    fetch: &'f dyn Fetch,
    options: LoadOptions,
    files: Arena<File>,
    overlaid: OnceCell<Overlaid>,
    state: RefCell<State>,
}

/// The document after its overlays. What they said is read as if it stood in the document.
#[derive(Debug)]
struct Overlaid {
    root: SourceId,
    overlays: Vec<SourceId>,
    tree: Node,
}

#[derive(Debug)]
struct File {
    location: String,
    root: Option<Node>,
}

#[derive(Debug, Default)]
struct State {
    sources: SourceMap,
    diagnostics: Diagnostics,
    /// `None` for a location that could not be read and was reported.
    by_location: BTreeMap<String, Option<SourceId>>,
    local_files: Vec<PathBuf>,
}

impl<'f> Workspace<'f> {
    /// A workspace without files.
    pub fn new(fetch: &'f dyn Fetch, options: LoadOptions) -> Self {
        Self {
            fetch,
            options,
            files: Arena::new(),
            overlaid: OnceCell::new(),
            state: RefCell::default(),
        }
    }

    /// The options of this load.
    pub fn options(&self) -> &LoadOptions {
        &self.options
    }

    /// Reads the file that the user named. `None` when that failed, which is then reported.
    pub fn open(&self, location: &str) -> Option<SourceId> {
        match self.fetch.locate(location) {
            Ok(location) => self.read(self.fetch, &location, None),
            Err(error) => {
                self.report(failure::describe(location, &error, None));
                None
            }
        }
    }

    /// Reads an overlay, which may lie where another reader finds it. `None` when that failed, which is then reported.
    pub(super) fn open_overlay(&self, location: &str, fetch: &dyn Fetch) -> Option<SourceId> {
        match fetch.locate(location) {
            Ok(location) => self.read_new(fetch, &location, None),
            Err(error) => {
                self.report(failure::describe(location, &error, None));
                None
            }
        }
    }

    /// Puts a changed tree in the place of the document's. References in what overlays said are seen from the document.
    pub(super) fn overlay(&self, root: SourceId, overlays: Vec<SourceId>, tree: Node) {
        // Set once per load: a second time there is nothing to set.
        let _ = self.overlaid.set(Overlaid {
            root,
            overlays,
            tree,
        });
    }

    /// The overlaid document, if `source` is it or one of its overlays.
    fn overlaid(&self, source: SourceId) -> Option<&Overlaid> {
        let overlaid = self.overlaid.get()?;
        let part = overlaid.root == source || overlaid.overlays.contains(&source);
        part.then_some(overlaid)
    }

    /// The root of a file; `None` when the file could not be read to its end, which is then reported.
    pub fn root(&self, source: SourceId) -> Option<&Node> {
        if let Some(overlaid) = self.overlaid(source) {
            return Some(&overlaid.tree);
        }
        self.files.get(source.index())?.root.as_ref()
    }

    /// The file that a reference without its fragment names, seen from `base`; the empty reference names `base` itself.
    /// `None` when it could not be read; the first reference to such a file is reported at `site`.
    pub fn resolve_file(&self, base: SourceId, file: &str, site: SourceSpan) -> Option<SourceId> {
        let base = self.overlaid(base).map_or(base, |overlaid| overlaid.root);
        if file.is_empty() {
            return Some(base);
        }
        let from = &self.files.get(base.index())?.location;
        match self.fetch.resolve(from, file) {
            Ok(location) => self.read(self.fetch, &location, Some(site)),
            Err(error) => {
                self.report(failure::describe(file, &error, Some(site)));
                None
            }
        }
    }

    /// Adds a finding to those of this load.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.state.borrow_mut().diagnostics.push(diagnostic);
    }

    /// The texts read so far; a cheap copy that shares them.
    pub fn sources(&self) -> SourceMap {
        self.state.borrow().sources.clone()
    }

    /// Ends the load: the texts, every local file that was asked for, in order, and what was found.
    pub fn finish(self) -> (SourceMap, Vec<PathBuf>, Diagnostics) {
        let state = self.state.into_inner();
        (state.sources, state.local_files, state.diagnostics)
    }

    fn read(
        &self,
        fetch: &dyn Fetch,
        location: &str,
        site: Option<SourceSpan>,
    ) -> Option<SourceId> {
        if let Some(known) = self.state.borrow().by_location.get(location) {
            return *known;
        }
        let read = self.read_new(fetch, location, site);
        self.state
            .borrow_mut()
            .by_location
            .insert(location.to_owned(), read);
        read
    }

    fn read_new(
        &self,
        fetch: &dyn Fetch,
        location: &str,
        site: Option<SourceSpan>,
    ) -> Option<SourceId> {
        let limit = self.options.max_files;
        if self.files.len() >= limit {
            let finding = Diagnostic::error(
                "too-many-files",
                format!("`{location}` is not read: a contract may have {limit} files"),
            );
            self.report(match site {
                Some(site) => finding.at(site),
                None => finding,
            });
            return None;
        }
        let max_bytes = self.options.max_file_bytes.min(u64::from(u32::MAX));
        let bytes = match fetch.fetch(location, max_bytes) {
            Ok(bytes) => bytes,
            Err(error) => {
                // Whoever watches a directory is woken by every file in it.
                if !matches!(error, FetchError::Directory) {
                    let asked_for = fetch.local_path(location);
                    self.state.borrow_mut().local_files.extend(asked_for);
                }
                self.report(failure::describe(location, &error, site));
                return None;
            }
        };
        let (text, encoding) = decode(bytes);
        let mut state = self.state.borrow_mut();
        state.local_files.extend(fetch.local_path(location));
        let source = state.sources.add(location, text);
        let mut found = Diagnostics::new();
        let root = match encoding {
            Ok(()) => {
                let limits = &self.options.syntax;
                let parsed = syntax::parse_text(source, &state.sources, limits, &mut found);
                // Half a file would only give findings about what the other half says.
                parsed.root.filter(|_| !parsed.cut_short)
            }
            Err(fault) => {
                found.push(fault.describe(source));
                None
            }
        };
        let unusable_from = site.filter(|_| root.is_none());
        state
            .diagnostics
            .extend(found.into_iter().map(|finding| match unusable_from {
                Some(site) => finding.label(site, "referred to here"),
                None => finding,
            }));
        let location = location.to_owned();
        self.files.push(File { location, root })?;
        Some(source)
    }
}

impl Files for Workspace<'_> {
    fn schema_draft(&self) -> Option<Draft> {
        self.options.schema_draft
    }

    fn max_hops(&self) -> usize {
        self.options.max_reference_hops
    }

    fn tree(&self, source: SourceId) -> Option<&Node> {
        self.root(source)
    }

    fn location(&self, source: SourceId) -> Option<&str> {
        let source = self
            .overlaid(source)
            .map_or(source, |overlaid| overlaid.root);
        let file = self.files.get(source.index())?;
        Some(&file.location)
    }

    fn locate(&self, base: SourceId, file: &str, site: SourceSpan) -> Option<SourceId> {
        self.resolve_file(base, file, site)
    }

    fn open(&self, location: &str, site: SourceSpan) -> Option<SourceId> {
        self.read(self.fetch, location, Some(site))
    }

    fn join(&self, base: &str, reference: &str) -> Option<String> {
        self.fetch.resolve(base, reference).ok()
    }

    fn serves(&self, uri: &str) -> bool {
        self.fetch.serves(uri)
    }

    fn count(&self) -> usize {
        self.files.len()
    }
}
