//! The function `router` of a server, which is one whatever its groups are behind: nothing, features or crates.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::{Source, imports};
use crate::emit::runtime_path;
use crate::file_tree::Item;

/// What the router serves, by who decides about it.
#[derive(Clone, Copy)]
pub(in crate::emit) enum Serves {
    /// Every operation of the contract.
    Everything,
    /// The operations whose features are on.
    Enabled,
}

/// The function that makes a router of a service with these bounds. `steps` are statements that give `router` the routes of
/// a group each, from `router` and `&service`.
pub(in crate::emit) fn function(
    serves: Serves,
    bounds: &[TokenStream],
    steps: &[TokenStream],
) -> TokenStream {
    let routing = quote! {
        let mut router = Router::new(super::operations::SECURITY_SCHEMES);
        #(#steps)*
        router
    };
    around(serves, bounds, &routing)
}

/// The same function of a contract whose groups are all there: `routes` are expressions.
pub(super) fn chained(bounds: &[TokenStream], routes: &[TokenStream]) -> TokenStream {
    let (last, earlier) = split_last(routes);
    let routing = quote! {
        let router = Router::new(super::operations::SECURITY_SCHEMES);
        #(let router = #earlier;)*
        #last
    };
    around(Serves::Everything, bounds, &routing)
}

/// Expressions of which the last one is the value.
pub(super) fn split_last(routes: &[TokenStream]) -> (Option<&TokenStream>, &[TokenStream]) {
    match routes.split_last() {
        Some((last, earlier)) => (Some(last), earlier),
        None => (None, &[]),
    }
}

fn around(serves: Serves, bounds: &[TokenStream], routing: &TokenStream) -> TokenStream {
    let docs = match serves {
        Serves::Everything => [
            " A router that serves every operation of the contract with `service`; add what the contract cannot know, such as",
            " verifiers, and build it.",
        ],
        Serves::Enabled => [
            " A router that serves the operations whose features are on with `service`; add what the contract cannot know, such",
            " as verifiers, and build it.",
        ],
    };
    quote! {
        #(#[doc = #docs])*
        pub fn router<S, P>(service: S) -> Router<P>
        where
            S: #(#bounds)+*,
            P: Send + Sync + 'static,
        {
            let service = Arc::new(service);
            #routing
        }
    }
}

/// The function with what it imports, and what stands below it.
pub(in crate::emit) fn items(function: TokenStream, below: Vec<TokenStream>) -> Vec<Item> {
    let sources: [Source; 2] = [
        (runtime_path::sync(), &["Arc"]),
        (runtime_path::server(), runtime_path::SERVER_NAMES),
    ];
    [imports(std::slice::from_ref(&function), &sources), function]
        .into_iter()
        .chain(below)
        .map(Item::new)
        .collect()
}
