//! From a location to a contract: the list of steps.

use std::path::{Path, PathBuf};

use super::fetch::Fetch;
use super::file::FileFetch;
use super::memory::MemoryFetch;
use super::options::LoadOptions;
use super::overlaid;
use super::workspace::Workspace;
use crate::diagnostic::Diagnostics;
use crate::document;
use crate::model::Contract;
use crate::source::SourceMap;

/// What one load gave.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The contract, when the documents could be understood at all; see [`Diagnostics::prevent_use`] for how well.
    pub contract: Option<Contract>,
    /// Every text that was read; the spans of `diagnostics` point into them.
    pub sources: SourceMap,
    /// Every local file that was asked for, in order; also those that could not be read, which is an error then.
    pub files: Vec<PathBuf>,
    /// What is wrong, in the order it was found.
    pub diagnostics: Diagnostics,
}

/// Loads the contract at a location.
pub fn load(location: &str, fetch: &dyn Fetch, options: &LoadOptions) -> Loaded {
    load_overlaid(location, &[], fetch, options)
}

/// An overlay and where it is read from, which need not be where the document lies.
#[derive(Clone, Copy, Debug)]
pub struct OverlayFile<'f> {
    /// Its location.
    pub location: &'f str,
    /// Who reads it.
    pub fetch: &'f dyn Fetch,
}

/// Loads the contract at a location with overlays applied in order (Overlay Specification 1.0 and 1.1). A location that is an
/// overlay itself stands for the document it `extends`.
pub fn load_overlaid(
    location: &str,
    overlays: &[OverlayFile<'_>],
    fetch: &dyn Fetch,
    options: &LoadOptions,
) -> Loaded {
    let workspace = Workspace::new(fetch, *options);
    let mut found = Diagnostics::new();
    let root = overlaid::open(&workspace, location, overlays, &mut found);
    let contract =
        root.and_then(|root| document::read(&workspace, root, || workspace.sources(), &mut found));
    let (sources, files, mut diagnostics) = workspace.finish();
    diagnostics.extend(found);
    Loaded {
        contract,
        sources,
        files,
        diagnostics,
    }
}

/// Loads a contract from a local file, with default options.
pub fn load_path(path: &Path) -> Loaded {
    load(&path.to_string_lossy(), &FileFetch, &LoadOptions::default())
}

/// Loads a contract of one text, with default options. References to other files lead nowhere.
pub fn load_text(name: &str, text: &str) -> Loaded {
    let fetch = MemoryFetch::new().with(name, text);
    load(name, &fetch, &LoadOptions::default())
}
