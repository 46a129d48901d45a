//! What the generator hands over: modules made of items on the way, a tree of files at the end.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::format;

/// Generated files by path relative to the output folder, `/` between the parts, in order of path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree {
    files: BTreeMap<String, String>,
}

impl FileTree {
    /// Adds or replaces a file.
    pub(crate) fn insert(&mut self, path: impl Into<String>, text: String) {
        self.files.insert(path.into(), text);
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// All files in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

/// The path of a generated module below the root: `["types", "orders"]`. The empty path is the root itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ModulePath(pub(crate) Vec<String>);

impl ModulePath {
    /// The path of these segments, which are identifiers already.
    pub(crate) fn new<const N: usize>(segments: [&str; N]) -> Self {
        Self(segments.iter().map(|&segment| segment.to_owned()).collect())
    }

    /// The module one level below.
    pub(crate) fn child(&self, segment: &str) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment.to_owned());
        Self(segments)
    }
}

/// One file in the making.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    /// Where it stands. Its parent declares it: every module on the path must exist.
    pub(crate) path: ModulePath,
    /// The `//!` text: plain, already safe (see `emit::doc`), lines without `//!`.
    pub(crate) doc: String,
    /// How its parent declares it.
    pub(crate) declared: Declared,
    /// Items in the order they stand in the file; `use` declarations first.
    pub(crate) items: Vec<Item>,
}

/// How a parent declares a child module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// `pub mod child;`
    Public,
    /// `mod child;`
    Private,
    /// `mod child;` and `pub use child::*`: each item as visible as it is there.
    Glob,
    /// `mod child;` and `pub use child::{..}` of these identifiers.
    Reexported(Vec<String>),
}

/// One formatted item. Tokens live only as long as it takes to print them, which keeps memory flat on large contracts.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Rust text, formatted, ending in a line feed.
    pub(crate) text: String,
}

impl Item {
    /// Formats the tokens of one or more Rust items.
    pub(crate) fn new(tokens: TokenStream) -> Self {
        Self {
            text: format::items(tokens),
        }
    }
}
