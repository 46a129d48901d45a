//! Files of a bearable length: what one group of operations needs is spread over as many as it takes.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Source, declarations, identifier, used};
use crate::file_tree::{Declared, Item, Module, ModulePath};

/// Lines after which a file ends at the next operation.
const LONG: usize = 2_700;

/// What one operation adds to a file.
pub(crate) struct Piece {
    items: Vec<Item>,
    used: BTreeSet<String>,
    exports: Vec<String>,
}

impl Piece {
    /// Formats items; `exports` are the identifiers others may name.
    pub(crate) fn new(tokens: Vec<TokenStream>, exports: Vec<String>) -> Self {
        Self {
            used: used(&tokens),
            items: tokens.into_iter().map(Item::new).collect(),
            exports,
        }
    }

    fn lines(&self) -> usize {
        let items = self.items.iter();
        items.map(|item| 1 + item.text.lines().count()).sum()
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
}

/// A group on its way into files.
pub(crate) struct Group<'a> {
    /// Where its first file stands.
    pub(crate) path: ModulePath,
    /// What its files are about.
    pub(crate) doc: String,
    /// How its items are seen.
    pub(crate) exposure: Exposure,
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
            if lines > LONG {
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
            (_, exposure) => (
                self.path.child(&format!("part_{}", index + 1)),
                match exposure {
                    Exposure::Parent => Declared::Reexported(exports(chunk.iter())),
                    Exposure::Own | Exposure::Crate => Declared::Glob,
                },
            ),
        };
        let (sources, descriptors) = (self.sources)(if index == 0 { 1 } else { 2 });
        let names = chunk.iter().flat_map(|piece| piece.used.iter().cloned());
        let names: BTreeSet<String> = names.collect();
        let imports = declarations(&names, &sources);
        let descriptors = names.contains("operations").then_some(descriptors);
        let siblings = (index > 0).then(|| siblings(&names, &exports(chunk.iter()), all));
        let uses = Item::new(quote!(#imports #descriptors #siblings));
        Module {
            path,
            doc: self.doc.clone(),
            declared,
            items: std::iter::once(uses)
                .filter(|item| !item.text.is_empty())
                .chain(chunk.into_iter().flat_map(|piece| piece.items))
                .collect(),
        }
    }
}

/// `use super::{..}` for what other files of the group define; the first file sees all of it.
fn siblings(used: &BTreeSet<String>, own: &[String], all: &[String]) -> TokenStream {
    let foreign: Vec<_> = all
        .iter()
        .filter(|name| used.contains(*name) && !own.contains(name))
        .map(|name| identifier(name))
        .collect();
    match foreign.as_slice() {
        [] => quote!(),
        [only] => quote!(use super::#only;),
        several => quote!(use super::{#(#several),*};),
    }
}

fn exports<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<String> {
    let mut exports: Vec<String> = pieces.flat_map(|piece| piece.exports.clone()).collect();
    exports.sort();
    exports
}
