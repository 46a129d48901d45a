//! What the generator hands over: modules made of items on the way, a tree of files at the end.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use crate::format;
use crate::gate::Gate;

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

    /// How many lines all files have together.
    pub fn lines(&self) -> usize {
        let texts = self.files.values();
        texts.map(|text| count_lines(text)).sum()
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

impl Module {
    /// The same below a module, at the place of its root.
    pub(crate) fn moved(mut self, below: &str) -> Self {
        self.path.0.insert(0, below.to_owned());
        self
    }
}

/// One package or module tree, before it is laid out in files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The modules, parents before children.
    pub(crate) modules: Vec<Module>,
    /// When each is there; those that are not named are there when their parents are.
    pub(crate) gates: BTreeMap<ModulePath, Gate>,
    /// The cargo features of tags.
    pub(crate) features: Vec<String>,
    /// Which of several packages it is; `None` for the one that users name.
    pub(crate) piece: Option<Piece>,
    /// The pieces that it depends on.
    pub(crate) dependencies: Vec<Piece>,
    /// The identifiers of deprecated types.
    pub(crate) deprecated: BTreeSet<String>,
    /// The `recursion_limit` of the crate, where the compiler's own is too low.
    pub(crate) recursion_limit: Option<usize>,
}

/// A package below `crates/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its name.
    pub(crate) package: String,
    /// Its folder in `crates/`.
    pub(crate) folder: String,
    /// What it is.
    pub(crate) description: String,
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
    /// How many lines it has.
    pub(crate) lines: usize,
}

impl Item {
    /// Formats the tokens of one or more Rust items.
    pub(crate) fn new(tokens: TokenStream) -> Self {
        Self::of_tokens(tokens, None)
    }

    /// Formats the tokens of one or more Rust items, and adds the names that begin a path in them to `used`.
    pub(crate) fn noting(tokens: TokenStream, used: &mut BTreeSet<String>) -> Self {
        Self::of_tokens(tokens, Some(used))
    }

    /// Formats the text of one or more Rust items, as [`format::written`] reads it.
    pub(crate) fn of_text(text: &str) -> Self {
        Self::of_written(text, None)
    }

    /// The same, and adds the names that begin a path in them to `used`.
    pub(crate) fn written(text: &str, used: &mut BTreeSet<String>) -> Self {
        Self::of_written(text, Some(used))
    }

    /// The one after the other.
    pub(crate) fn and(mut self, next: &Self) -> Self {
        self.text.push('\n');
        self.text.push_str(&next.text);
        self.lines += next.lines + 1;
        self
    }

    fn of_tokens(tokens: TokenStream, used: Option<&mut BTreeSet<String>>) -> Self {
        #[cfg(test)]
        let given = tokens.clone();
        let item = Self::formatted(format::items(tokens, used));
        #[cfg(test)]
        format::tests::oracle::agrees(given, &item.text);
        item
    }

    fn of_written(text: &str, used: Option<&mut BTreeSet<String>>) -> Self {
        let item = Self::formatted(format::written(text, used));
        #[cfg(test)]
        format::tests::oracle::agrees(
            text.parse()
                .unwrap_or_else(|error| panic!("{error}: {text}")),
            &item.text,
        );
        item
    }

    /// One or more Rust items that are formatted already.
    pub(crate) fn formatted(text: String) -> Self {
        Self {
            lines: count_lines(&text),
            text,
        }
    }

    /// One Rust item that is there under a condition.
    pub(crate) fn behind(self, gate: &Gate) -> Self {
        let attribute = gate.attribute();
        Self {
            lines: self.lines + attribute.lines().count(),
            text: attribute + &self.text,
        }
    }
}

/// How many lines a text has that ends in a line feed.
fn count_lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}
