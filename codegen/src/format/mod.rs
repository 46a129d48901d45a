//! How is generated code laid out? Tokens become text here, and modules become files.
//!
//! The layout is our own and knows just enough of Rust to be pleasant: [`read`] makes the tokens of an item a list,
//! [`classify`] says what each of them is by its neighbours, [`space`] writes all of it on one line, and [`layout`] breaks that
//! line where it is too long or where nobody would write it so. Nothing is parsed, so nothing can be refused: every token
//! that comes in goes out. The tests hold it against `syn` and `prettyplease`.

mod classify;
mod doc;
mod files;
mod layout;
mod lex;
mod names;
mod read;
mod space;
#[cfg(test)]
pub(crate) mod tests;
mod token;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

pub(crate) use files::{MARK, format};

/// The text of one or more items, formatted, ending in a line feed; nothing for no tokens. The names that begin a path in
/// it are added to `used`, where somebody asks for them.
pub(crate) fn items(tokens: TokenStream, used: Option<&mut BTreeSet<String>>) -> String {
    laid_out(read::read(tokens), used)
}

/// The same of items that are written as text, with its strings escaped and its delimiters closed.
pub(crate) fn written(text: &str, used: Option<&mut BTreeSet<String>>) -> String {
    laid_out(lex::lex(text), used)
}

fn laid_out(mut tokens: token::Tokens, used: Option<&mut BTreeSet<String>>) -> String {
    if let Some(used) = used {
        add(&tokens, used);
    }
    classify::classify(&mut tokens);
    let line = space::one_line(tokens);
    layout::items(&line)
}

/// The names that begin a path in some items.
pub(crate) fn used(items: &[TokenStream]) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for item in items {
        add(&read::read(item.clone()), &mut used);
    }
    used
}

fn add(tokens: &token::Tokens, used: &mut BTreeSet<String>) {
    for name in names::names(tokens) {
        if !used.contains(name) {
            used.insert(name.to_owned());
        }
    }
}
