//! Is what the layout wrote what it was given? `syn` reads both and `prettyplease` prints both.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use syn::LitStr;

/// Panics unless a text is that of these tokens. Tests hold everything that is generated against it.
pub(crate) fn agrees(given: TokenStream, text: &str) {
    let read: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{error} in\n{text}"));
    let (expected, found) = (plain(given.clone()), plain(read.clone()));
    if let Some(place) =
        (0..expected.len().max(found.len())).find(|at| expected.get(*at) != found.get(*at))
    {
        let around = |list: &[String]| {
            let to = list.len().min(place + 5);
            list[place.saturating_sub(10).min(to)..to].join(" ")
        };
        panic!(
            "given: {}\nfound: {}\n{text}",
            around(&expected),
            around(&found)
        );
    }
    if let Ok(given) = syn::parse2(respelled(given)) {
        let read =
            syn::parse2(respelled(read)).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        assert_eq!(
            prettyplease::unparse(&read),
            prettyplease::unparse(&given),
            "prettyplease reads something else in\n{text}"
        );
    }
}

/// The same tokens with every string spelled one way, and what macros are given as words: `prettyplease` copies both.
fn respelled(stream: TokenStream) -> TokenStream {
    let mut after_bang = false;
    let spelled = stream.into_iter().map(|tree| {
        let is_macro = std::mem::replace(
            &mut after_bang,
            matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '!'),
        );
        match tree {
            TokenTree::Group(group) => {
                let stream = if is_macro && group.delimiter() != Delimiter::None {
                    let words = plain(group.stream());
                    let words = words.iter().map(|word| Literal::string(word).into());
                    words.collect::<Vec<TokenTree>>().into_iter().collect()
                } else {
                    respelled(group.stream())
                };
                Group::new(group.delimiter(), stream).into()
            }
            TokenTree::Literal(literal) => match syn::parse_str::<LitStr>(&literal.to_string()) {
                Ok(string) => Literal::string(&string.value()).into(),
                Err(_) => literal.into(),
            },
            TokenTree::Ident(_) | TokenTree::Punct(_) => tree,
        }
    });
    spelled.collect()
}

/// Tokens as words. Without the commas that mean nothing: before the end of a group, behind braces, before braces.
pub(crate) fn plain(stream: TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    collect(stream, &mut words);
    let mut plain: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if matches!(word.as_str(), ")" | "]" | "}" | ">" | "{") {
            drop_commas(&mut plain);
        }
        let behind_braces = plain.last().is_some_and(|last| last == "}");
        if word != "," || !behind_braces {
            plain.push(word);
        }
    }
    drop_commas(&mut plain);
    plain
}

fn drop_commas(words: &mut Vec<String>) {
    while words.last().is_some_and(|last| last == ",") {
        words.pop();
    }
}

fn collect(stream: TokenStream, words: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                words.extend((!open.is_empty()).then(|| open.to_owned()));
                collect(group.stream(), words);
                words.extend((!close.is_empty()).then(|| close.to_owned()));
            }
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Punct(punct) => words.push(punct.as_char().to_string()),
            TokenTree::Literal(literal) => words.extend(value(&literal.to_string())),
        }
    }
}

/// A string by its value, for a comment may spell it otherwise; a negative number as two words.
fn value(literal: &str) -> Vec<String> {
    if let Ok(string) = syn::parse_str::<LitStr>(literal) {
        return vec![format!("{:?}", string.value())];
    }
    match literal.strip_prefix('-') {
        Some(number) => vec![String::from("-"), number.to_owned()],
        None => vec![literal.to_owned()],
    }
}
