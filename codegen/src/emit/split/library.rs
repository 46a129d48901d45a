//! A crate that others take things from.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::identifier;
use crate::file_tree::{Declared, Item, Module, ModulePath, Piece};
use crate::name::NamedModel;

/// The shared crate, as code sees it.
pub(super) struct Library {
    name: TokenStream,
    has_types: bool,
    has_tables: bool,
}

impl Library {
    /// The shared crate with its modules.
    pub(super) fn shared(piece: &Piece, modules: &[Module]) -> Self {
        let holds = |parent: &str| {
            modules.iter().any(|module| {
                module.path.0[0] == parent && (module.path.0.len() > 1 || !module.items.is_empty())
            })
        };
        Self {
            name: name(piece),
            has_types: holds("types"),
            has_tables: holds("schemas"),
        }
    }

    /// `pub use` of its types, if it has any.
    pub(super) fn types(&self) -> Option<Item> {
        let name = &self.name;
        self.has_types
            .then(|| Item::new(quote!(pub use #name::types::*;)))
    }

    /// `pub use` of its validation tables, if it has any.
    pub(super) fn tables(&self) -> Option<Item> {
        let name = &self.name;
        self.has_tables
            .then(|| Item::new(quote!(pub use #name::schemas::*;)))
    }

    /// `pub use` of its tables of XML.
    pub(super) fn xml(&self) -> Item {
        let name = &self.name;
        Item::new(quote!(pub use #name::xml::*;))
    }

    /// `pub use` of the security schemes.
    pub(super) fn security_schemes(&self) -> Item {
        let name = &self.name;
        Item::new(quote!(pub use #name::operations::SECURITY_SCHEMES;))
    }
}

/// Where each group lives, as code outside of its crate names it: `shop_orders`, or `shop_part_1::orders`.
pub(super) fn homes(
    named: &NamedModel,
    pieces: &[Piece],
    groups: &[Vec<usize>],
) -> Vec<TokenStream> {
    let each = pieces.iter().zip(groups);
    each.flat_map(|(piece, groups)| {
        let library = name(piece);
        groups.iter().map(move |index| {
            if groups.len() == 1 {
                return library.clone();
            }
            let module = identifier(&named.groups[*index].module);
            quote!(#library::#module)
        })
    })
    .collect()
}

/// A crate, as code names it.
fn name(piece: &Piece) -> TokenStream {
    let name = identifier(&piece.package.replace('-', "_"));
    quote!(#name)
}

/// `lib.rs`.
pub(super) fn root(doc: &str, items: Vec<Item>) -> Module {
    Module {
        path: ModulePath::default(),
        doc: format!("{doc}."),
        declared: Declared::Public,
        items,
    }
}

/// A module below the root that everybody sees. `uses` stand in one block before the items.
pub(super) fn module(
    name: &str,
    doc: &str,
    uses: impl IntoIterator<Item = Item>,
    items: Vec<Item>,
) -> Module {
    let uses: String = uses.into_iter().map(|item| item.text).collect();
    let lines = uses.lines().count();
    let uses = (!uses.is_empty()).then_some(Item { text: uses, lines });
    Module {
        path: ModulePath::new([name]),
        doc: doc.to_owned(),
        declared: Declared::Public,
        items: uses.into_iter().chain(items).collect(),
    }
}

/// `pub use home::parent::{..}`; nothing without names.
pub(super) fn hand_on(home: &TokenStream, parent: &str, names: &[String]) -> Option<Item> {
    let parent = identifier(parent);
    let names: Vec<_> = names.iter().map(|name| identifier(name)).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(Item::new(quote!(pub use #home::#parent::#only;))),
        several => Some(Item::new(quote!(pub use #home::#parent::{#(#several),*};))),
    }
}
