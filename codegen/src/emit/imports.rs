//! Which names does a generated file have to bring into scope?
//!
//! Emitters write short names; the `use` declarations are those of the names that really occur, so that no file has an
//! unused import. Names in the tables are reserved in the scopes of generated modules, so a short name means one thing.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::format::used;

/// A module and the names that may be imported from it. A name in lower case is a module or a macro: it counts only
/// before `::` or `!`.
pub(crate) type Source = (TokenStream, &'static [&'static str]);

/// A name from `name` as a token.
pub(crate) fn identifier(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `use` declarations for the names of `sources` that occur in `items` at the beginning of a path.
pub(crate) fn imports(items: &[TokenStream], sources: &[Source]) -> TokenStream {
    declarations(&used(items), sources)
}

/// `use` declarations for those of the `used` names that `sources` have.
pub(crate) fn declarations(used: &BTreeSet<String>, sources: &[Source]) -> TokenStream {
    let declarations = sources.iter().filter_map(|(path, names)| {
        let names: Vec<Ident> = names
            .iter()
            .filter(|name| used.contains(**name))
            .map(|name| identifier(name))
            .collect();
        match names.as_slice() {
            [] => None,
            [only] => Some(quote!(use #path::#only;)),
            several => Some(quote!(use #path::{#(#several),*};)),
        }
    });
    quote!(#(#declarations)*)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Source, imports};

    #[test]
    fn only_names_that_begin_a_path_are_imported() {
        let items = [quote!(
            fn f(types: Call<types::Order>) -> other::Request {
                fmt::x(schemas)
            }
        )];
        let sources: [Source; 2] = [
            (quote!(client), &["Call", "Order", "Request"]),
            (quote!(super), &["fmt", "schemas", "types"]),
        ];
        assert_eq!(
            imports(&items, &sources).to_string(),
            quote!(
                use client::Call;
                use super::{fmt, types};
            )
            .to_string(),
        );
    }
}
