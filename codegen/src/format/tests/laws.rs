//! Laws of the layout, for code of any shape and for tokens of no shape.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::collection::vec;
use proptest::prelude::*;
use quote::quote;

use super::oracle::{agrees, plain};
use super::{items, written};

/// Names short and long, so that lines break everywhere.
fn name() -> impl Strategy<Value = Ident> {
    prop_oneof!["[a-z]{2,4}zq", "[a-z]{10,30}zq"]
        .prop_map(|name| Ident::new(&name, Span::call_site()))
}

fn type_name() -> impl Strategy<Value = Ident> {
    prop_oneof!["[A-Z][a-z]{0,4}zq", "[A-Z][a-z]{10,30}zq"]
        .prop_map(|name| Ident::new(&name, Span::call_site()))
}

fn literal() -> impl Strategy<Value = TokenStream> {
    prop_oneof![
        any::<u16>().prop_map(|number| quote!(#number)),
        "[ -~é\n]{0,40}".prop_map(|text| quote!(#text)),
        any::<bool>().prop_map(|value| quote!(#value)),
    ]
}

fn types() -> impl Strategy<Value = TokenStream> {
    let leaf = type_name().prop_map(|name| quote!(#name));
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            (type_name(), vec(inner.clone(), 1..3)).prop_map(|(name, of)| quote!(#name<#(#of),*>)),
            (type_name(), inner.clone())
                .prop_map(|(name, of)| quote!(types::#name<'a, Item = #of,>)),
            inner.clone().prop_map(|of| quote!(&'a mut #of)),
            inner.clone().prop_map(|of| quote!([#of; 3])),
            inner.clone().prop_map(|of| quote!((#of,))),
            vec(inner.clone(), 2..4).prop_map(|of| quote!((#(#of),*))),
            inner.clone().prop_map(|of| quote!(<#of as Into<#of>>::Out)),
            inner.prop_map(|of| quote!(Box<dyn Fn(#of) -> #of + Send>)),
        ]
    })
}

fn expression() -> impl Strategy<Value = TokenStream> {
    let leaf = prop_oneof![
        literal(),
        name().prop_map(|name| quote!(#name)),
        type_name().prop_map(|name| quote!(Self::#name)),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let several = vec(inner.clone(), 0..4);
        prop_oneof![
            (name(), several.clone()).prop_map(|(name, of)| quote!(#name(#(#of),*))),
            (name(), several.clone()).prop_map(|(name, of)| quote!(self.#name(#(#of,)*)?)),
            (inner.clone(), name(), name(), inner.clone())
                .prop_map(|(root, one, two, of)| quote!((#root).#one().#two::<Vec<u8>>(#of).await)),
            (type_name(), name(), inner.clone(), inner.clone())
                .prop_map(|(name, field, value, rest)| quote!(#name { #field: #value, ..#rest })),
            several.clone().prop_map(|of| quote!(&[#(#of),*])),
            inner.clone().prop_map(|of| quote!((#of,))),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| quote!((#left && #right))),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| quote!((#left < #right))),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| quote!((#left - -#right))),
            (name(), inner.clone()).prop_map(|(name, of)| quote!(|#name, &_| #of)),
            (name(), inner.clone())
                .prop_map(|(name, of)| quote!(|| async move { let #name = #of; #name })),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(
                |(on, one, two)| quote!(match (#on) { None => #one, Some(3 | 4) => { #two } })
            ),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(on, one, two)| quote!(if (#on) { #one } else { #two })),
            several.prop_map(|of| quote!(vec![#(#of,)*])),
            (inner, types()).prop_map(|(of, to)| quote!((#of as #to))),
        ]
    })
}

fn item() -> impl Strategy<Value = TokenStream> {
    let docs = || vec("[ -~é]{0,30}", 0..2);
    prop_oneof![
        (docs(), type_name(), name(), types(), types()).prop_map(|(docs, name, field, one, two)| quote! {
            #(#[doc = #docs])*
            #[derive(Clone, Debug)]
            pub struct #name<'a> { #(#[doc = #docs])* pub #field: #one, pub(crate) other: #two }
        }),
        (docs(), type_name(), types()).prop_map(|(docs, name, of)| quote! {
            pub enum #name<'a> { #(#[doc = #docs])* First(#of), Second { value: u8 }, Third = 3 }
        }),
        (name(), types(), types(), expression(), expression()).prop_map(|(name, one, two, three, four)| quote! {
            pub fn #name<'a, T: Clone>(&'a self, value: #one) -> #two where T: Send { let #name: #one = #three; #four }
        }),
        (type_name(), types(), expression()).prop_map(|(name, of, value)| quote! {
            impl<'a, T> Into<#of> for #name<T> where Self: 'a { const LONG: u8 = #value; type Error = #of; }
        }),
        (name(), types(), expression()).prop_map(|(name, of, value)| quote!(static #name: #of = #value;)),
        (name(), vec(type_name(), 1..12)).prop_map(|(name, of)| quote!(pub use super::#name::{#(#of),*};)),
    ]
}

/// Tokens without any order. No number stands beside a dot, and no `'` alone: the language itself would read others.
fn soup() -> impl Strategy<Value = TokenStream> {
    let leaf = prop_oneof![
        "[a-zA-Z]{1,12}zq".prop_map(|name| TokenTree::from(Ident::new(&name, Span::call_site()))),
        prop::sample::select(vec![
            "fn", "impl", "match", "if", "for", "struct", "where", "else", "use", "pub", "let"
        ])
        .prop_map(|word| TokenTree::from(Ident::new(word, Span::call_site()))),
        "[ -~]{0,12}".prop_map(|text| TokenTree::from(Literal::string(&text))),
        (
            prop::sample::select("!#$%&*+,-./:;<=>?@^|~".chars().collect::<Vec<_>>()),
            any::<bool>()
        )
            .prop_map(|(c, joint)| Punct::new(
                c,
                if joint {
                    Spacing::Joint
                } else {
                    Spacing::Alone
                }
            )
            .into()),
    ];
    let tree = leaf.prop_recursive(4, 40, 8, |inner| {
        let delimiters = [
            Delimiter::Brace,
            Delimiter::Bracket,
            Delimiter::Parenthesis,
            Delimiter::None,
        ];
        (prop::sample::select(delimiters.to_vec()), vec(inner, 0..8)).prop_map(
            |(delimiter, trees)| Group::new(delimiter, trees.into_iter().collect()).into(),
        )
    });
    vec(tree, 0..12).prop_map(|trees| trees.into_iter().collect())
}

proptest! {
    // Failures are shrunk and shown; a file of seeds beside the sources would be in the way.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_code_is_printed_as_it_was_given(given in vec(item(), 1..4)) {
        let given: TokenStream = given.into_iter().collect();
        prop_assert!(syn::parse2::<syn::File>(given.clone()).is_ok(), "{given}");
        let text = items(given.clone());
        agrees(given.clone(), &text);
        prop_assert_eq!(written(&given.to_string()), text);
    }

    #[test]
    fn comments_of_documentation_are_read_as_the_attributes_they_stand_for(lines in vec("[ -~é]{0,40}", 1..4)) {
        let text = format!("/// {}\npub struct Order;", lines.join("\n/// "));
        let tokens = text.parse().map_err(|_| TestCaseError::reject("no Rust"))?;
        prop_assert_eq!(written(&text), items(tokens));
    }

    #[test]
    fn any_tokens_are_printed_every_one(given in soup()) {
        let text = items(given.clone());
        let read: TokenStream = text.parse().map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(plain(read), plain(given), "{}", text);
    }
}
