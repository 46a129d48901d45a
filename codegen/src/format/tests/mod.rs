//! What proves the layout: how it looks, what it must never change, and everything that is generated for our contracts.

mod laws;
mod look;
pub(crate) mod oracle;

use proc_macro2::TokenStream;

fn items(tokens: TokenStream) -> String {
    super::items(tokens, None)
}

fn written(text: &str) -> String {
    super::written(text, None)
}
