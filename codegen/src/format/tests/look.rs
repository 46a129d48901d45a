//! The look of the layout, and everything that is generated for our contracts.

use std::path::{Path, PathBuf};

use countersign_contract::load::load_path;
use proc_macro2::TokenStream;
use quote::quote;

use super::items;
use super::oracle::agrees;
use crate::generate;
use crate::options::{Options, Sides};

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks at what is checked in"
)]
fn everything_generated_for_our_contracts_is_what_was_emitted() {
    fn contracts(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                contracts(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut found = Vec::new();
    for folder in ["features", "orders"] {
        contracts(&specs.join(folder), &mut found);
    }
    assert!(found.len() > 50, "{found:?}");
    for path in found {
        let Some(contract) = load_path(&path).contract else {
            continue;
        };
        let options = Options {
            sides: Sides::Both,
            ..Options::default()
        };
        // Every item is held against the oracle where it is made.
        let (tree, _) = generate(&contract, &options);
        let long = tree
            .iter()
            .flat_map(|(_, text)| text.lines())
            .filter(|line| {
                line.len() > 100 && !line.trim_start().starts_with("//") && !line.contains('"')
            });
        assert_eq!(long.collect::<Vec<_>>(), [""; 0], "{}", path.display());
    }
}

/// The text of some items, held against the oracle.
fn check(tokens: TokenStream, expected: &str) {
    let text = items(tokens.clone());
    agrees(tokens, &text);
    assert_eq!(text, expected.trim_start_matches('\n'));
}

#[test]
fn members_of_a_macro_are_lines_with_their_docs() {
    check(
        quote! {
            object! {
                /// What a customer asks for.
                pub struct NewOrder {
                    /// Which article.
                    pub sku: String = required "sku",
                    pub tags: Vec<String> = optional "tags",
                }
            }
            forward_call!(ListOrders -> types::OrderPage, ListOrdersError);
            names! { Get => "get", Put => "put", }
        },
        r#"
object! {
    /// What a customer asks for.
    pub struct NewOrder {
        /// Which article.
        pub sku: String = required "sku",
        pub tags: Vec<String> = optional "tags",
    }
}

forward_call!(ListOrders -> types::OrderPage, ListOrdersError);

names! {
    Get => "get",
    Put => "put",
}
"#,
    );
}

#[test]
fn what_a_macro_is_given_keeps_its_commas() {
    let tokens = quote! { one!(a, b,); two![a, b]; three! { a, b, } fn f() { four!(a,) } };
    let text = items(tokens.clone());
    let read: TokenStream = text.parse().expect("tokens");
    assert_eq!(read.to_string(), tokens.to_string());
}

#[test]
fn docs_that_a_comment_cannot_say_stay_attributes() {
    check(
        quote! {
            #[doc = " plain \"quoted\" \\ back"]
            #[doc = r" raw \ text"]
            #[doc = "/ a fourth slash"]
            #[doc = "two\nlines"]
            #[doc = "a bell \u{7}"]
            pub struct A;
        },
        r#"
/// plain "quoted" \ back
/// raw \ text
#[doc = "/ a fourth slash"]
#[doc = "two\nlines"]
#[doc = "a bell \u{7}"]
pub struct A;
"#,
    );
}

#[test]
fn generics_are_told_from_comparisons() {
    check(
        quote! {
            fn f<'a, T: Iterator<Item = &'a [u8]>>(left: usize, right: Option<Vec<T>>) -> bool where T: ?Sized + 'a {
                left < 1 && left > 2 || <T as Into<u8>>::into(left) << 3 >= -1
            }
        },
        r"
fn f<'a, T: Iterator<Item = &'a [u8]>>(left: usize, right: Option<Vec<T>>) -> bool
where
    T: ?Sized + 'a,
{
    left < 1 && left > 2 || <T as Into<u8>>::into(left) << 3 >= -1
}
",
    );
}

#[test]
fn tokens_that_are_no_item_are_printed_all_the_same() {
    assert_eq!(
        items(quote!(struct , ; = fn { impl < } <)),
        "struct,;\n\n= fn { impl < } <\n"
    );
    assert_eq!(items(quote!()), "");
}

#[test]
fn control_flow_is_laid_out_as_people_do() {
    check(
        quote! {
            impl A {
                fn f(&self) -> u8 {
                    let Some(first) = self.first else { return 0; };
                    if let Order { id, .. } = first && id > 2 { self.skip(id); } else if id == 1 { return 3; }
                    for (index, Point { x, y }) in self.points.iter().enumerate() { self.draw(index, x, y); }
                    let name = match id { 0 | 1 => "few", _ if id < 10 => "some", _ => { log(id); "many" } };
                    let sum = self.lines.iter().filter(|line| line.quantity > 0).map(|line| line.price * line.quantity).sum();
                    loop { break; }
                    sum
                }
            }
        },
        r#"
impl A {
    fn f(&self) -> u8 {
        let Some(first) = self.first else {
            return 0;
        };
        if let Order { id, .. } = first && id > 2 {
            self.skip(id);
        } else if id == 1 {
            return 3;
        }
        for (index, Point { x, y }) in self.points.iter().enumerate() {
            self.draw(index, x, y);
        }
        let name = match id {
            0 | 1 => "few",
            _ if id < 10 => "some",
            _ => {
                log(id);
                "many"
            }
        };
        let sum = self.lines
            .iter()
            .filter(|line| line.quantity > 0)
            .map(|line| line.price * line.quantity)
            .sum();
        loop {
            break;
        }
        sum
    }
}
"#,
    );
}
