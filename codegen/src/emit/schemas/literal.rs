//! JSON values and numbers of a contract as Rust constants.

use countersign_contract::syntax::{Node, NodeValue, Number};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A JSON value as an expression of type `Literal`.
pub(super) fn literal(node: &Node) -> TokenStream {
    match node.value() {
        NodeValue::Null => quote!(Literal::Null),
        NodeValue::Bool(value) => quote!(Literal::Bool(#value)),
        NodeValue::Number(number) => {
            let text = number.as_text();
            let integer = integer(number).map(|value| quote!(Literal::Integer(#value)));
            integer.unwrap_or_else(|| quote!(Literal::Number(#text)))
        }
        NodeValue::String(text) => {
            let text = text.as_str();
            quote!(Literal::String(#text))
        }
        NodeValue::Array(items) => {
            let items = items.iter().map(literal);
            quote!(Literal::Array(&[#(#items),*]))
        }
        NodeValue::Object(object) => {
            let entries = object.iter().map(|entry| {
                let key = entry.key.name.as_str();
                let value = literal(&entry.value);
                quote!((#key, #value))
            });
            quote!(Literal::Object(&[#(#entries),*]))
        }
    }
}

/// A number as an expression of type `Bound`.
pub(super) fn bound(number: &Number) -> TokenStream {
    let text = number.as_text();
    let integer = integer(number).map(|value| quote!(Bound::Integer(#value)));
    integer.unwrap_or_else(|| quote!(Bound::Decimal(#text)))
}

/// The number as a plain integer literal, if it is written as one that fits 64 bits.
pub(super) fn integer(number: &Number) -> Option<TokenStream> {
    let value: i64 = number.as_text().parse().ok()?;
    let digits = Literal::i64_unsuffixed(value.checked_abs()?);
    Some(if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    })
}
