//! Files of a bearable length: what one group of operations needs is spread over as many as it takes.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Source, declarations, identifier};
use super::runtime_path::up;
use crate::file_tree::{Declared, Item, Module, ModulePath};

/// Lines that the items of a file may have, unless a single operation has more.
const LONG: usize = 2_700;

/// What one operation adds to a file.
pub(crate) struct Piece {
    method: Option<Method>,
    items: Vec<Item>,
    used: BTreeSet<String>,
    exports: Vec<String>,
}

/// A method that stands in one `impl` with those of the other pieces of its file.
struct Method {
    /// `impl Client {`
    opening: String,
    /// The method, as it stands between the braces.
    text: String,
}

impl Piece {
    /// Formats items; `exports` are the identifiers others may name.
    pub(crate) fn new(tokens: Vec<TokenStream>, exports: Vec<String>) -> Self {
        let mut used = BTreeSet::new();
        let items = tokens.into_iter();
        Self {
            method: None,
            items: items.map(|item| Item::noting(item, &mut used)).collect(),
            used,
            exports,
        }
    }

    /// Formats items that are written as text; see [`Item::written`].
    pub(crate) fn written(texts: &[String], exports: Vec<String>) -> Self {
        let mut used = BTreeSet::new();
        let items = texts.iter();
        Self {
            method: None,
            items: items.map(|text| Item::written(text, &mut used)).collect(),
            used,
            exports,
        }
    }

    /// Formats a method of this type.
    pub(crate) fn with_method(mut self, of: &str, tokens: &TokenStream) -> Self {
        let ident = identifier(of);
        let text = Item::noting(quote!(impl #ident { #tokens }), &mut self.used).text;
        let opening = format!("impl {of} {{\n");
        let method = text
            .strip_prefix(&opening)
            .and_then(|text| text.strip_suffix("}\n"));
        match method {
            Some(method) => {
                let text = method.to_owned();
                self.method = Some(Method { opening, text });
            }
            // What cannot be formatted is left to the compiler as it is.
            None => self.items.insert(0, Item::formatted(text)),
        }
        self
    }

    /// Its items, and before them the `use` declarations for the names of `sources` that they need.
    pub(crate) fn into_items(self, sources: &[Source]) -> Vec<Item> {
        let uses = Item::new(declarations(&self.used, sources));
        std::iter::once(uses).chain(self.items).collect()
    }

    fn lines(&self) -> usize {
        let items = self.items.iter().map(|item| item.lines);
        let method = self.method.iter().map(|method| method.text.lines().count());
        items.chain(method).map(|lines| 1 + lines).sum()
    }
}

/// How the rest of the crate sees the items of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exposure {
    /// As those of the parent module.
    Parent,
    /// In a module of their own.
    Own,
    /// Only by this crate.
    Crate,
    /// By what sees its parent, and by other groups of its parent.
    Siblings,
}

/// A group on its way into files.
pub(crate) struct Group<'a> {
    /// Where its first file stands.
    pub(crate) path: ModulePath,
    /// What its files are about.
    pub(crate) doc: String,
    /// How its items are seen.
    pub(crate) exposure: Exposure,
    /// What its files may import from the parent module, besides `sources`.
    pub(crate) elsewhere: &'a [String],
    /// What a file may import, and how it gets the `operations` of its group, given how many levels it stands below the
    /// parent of the group.
    pub(crate) sources: &'a dyn Fn(usize) -> (Vec<Source>, TokenStream),
}

impl Group<'_> {
    /// One file, or a first one and its parts.
    pub(crate) fn files(self, pieces: Vec<Piece>) -> Vec<Module> {
        let mut chunks: Vec<Vec<Piece>> = vec![Vec::new()];
        let mut lines = 0;
        for piece in pieces {
            if lines > 0 && lines + piece.lines() > LONG {
                chunks.push(Vec::new());
                lines = 0;
            }
            lines += piece.lines();
            if let Some(chunk) = chunks.last_mut() {
                chunk.push(piece);
            }
        }
        let all = exports(chunks.iter().flatten());
        let files = chunks.into_iter().enumerate();
        files
            .map(|(index, chunk)| self.file(index, chunk, &all))
            .collect()
    }

    fn file(&self, index: usize, chunk: Vec<Piece>, all: &[String]) -> Module {
        let (path, declared) = match (index, self.exposure) {
            (0, Exposure::Parent) => (self.path.clone(), Declared::Reexported(all.to_vec())),
            (0, Exposure::Own) => (self.path.clone(), Declared::Public),
            (0, Exposure::Crate) => (self.path.clone(), Declared::Private),
            (0, Exposure::Siblings) => (self.path.clone(), Declared::Glob),
            (_, exposure) => (
                self.path.child(&format!("part_{}", index + 1)),
                match exposure {
                    Exposure::Parent => Declared::Reexported(exports(chunk.iter())),
                    Exposure::Own | Exposure::Crate | Exposure::Siblings => Declared::Glob,
                },
            ),
        };
        let (sources, descriptors) = (self.sources)(if index == 0 { 1 } else { 2 });
        let names = chunk.iter().flat_map(|piece| piece.used.iter().cloned());
        let names: BTreeSet<String> = names.collect();
        let imports = declarations(&names, &sources);
        let descriptors = names.contains("operations").then_some(descriptors);
        let own = exports(chunk.iter());
        let levels = if index == 0 { 1 } else { 2 };
        let elsewhere = siblings(&names, &own, self.elsewhere, levels);
        let siblings = (index > 0).then(|| siblings(&names, &own, all, 1));
        let uses = Item::new(quote!(#imports #descriptors #siblings #elsewhere));
        let methods = methods(&chunk);
        Module {
            path,
            doc: self.doc.clone(),
            declared,
            items: std::iter::once(uses)
                .filter(|item| !item.text.is_empty())
                .chain(methods)
                .chain(chunk.into_iter().flat_map(|piece| piece.items))
                .collect(),
        }
    }
}

/// The methods of all pieces in one `impl`.
fn methods(pieces: &[Piece]) -> Option<Item> {
    let mut methods = pieces.iter().filter_map(|piece| piece.method.as_ref());
    let first = methods.next()?;
    let mut text = format!("{}{}", first.opening, first.text);
    for method in methods {
        text.push('\n');
        text.push_str(&method.text);
    }
    text.push_str("}\n");
    Some(Item::formatted(text))
}

/// `use super::{..}` for what other files define; the first file of a group sees all of the group. `own` is sorted.
fn siblings(used: &BTreeSet<String>, own: &[String], all: &[String], levels: usize) -> TokenStream {
    let parent = up(levels);
    let foreign: Vec<_> = all
        .iter()
        .filter(|name| used.contains(*name) && own.binary_search(name).is_err())
        .map(|name| identifier(name))
        .collect();
    match foreign.as_slice() {
        [] => quote!(),
        [only] => quote!(use #parent::#only;),
        several => quote!(use #parent::{#(#several),*};),
    }
}

fn exports<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<String> {
    let mut exports: Vec<String> = pieces.flat_map(|piece| piece.exports.clone()).collect();
    exports.sort();
    exports
}
