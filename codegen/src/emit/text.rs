//! Pieces of Rust as text, for tables. Whatever a contract says goes through [`string`]; all other words are our own.

use proc_macro2::Literal;

/// A string literal.
pub(crate) fn string(text: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(is_plain) {
        format!("\"{text}\"")
    } else {
        Literal::string(text).to_string()
    }
}

/// `&[..]` of expressions. No comma stands behind the last: it would ask for a line for each.
pub(crate) fn list<I>(items: I) -> String
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let mut list = String::from("&[");
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            list.push_str(", ");
        }
        list.push_str(item.as_ref());
    }
    list.push(']');
    list
}

/// `&[..]` of string literals.
pub(crate) fn strings<S: AsRef<str>>(texts: &[S]) -> String {
    list(texts.iter().map(|text| string(text.as_ref())))
}

/// `Name { field: value, ..base }`.
pub(crate) fn with_fields(name: &str, fields: &[String], base: &str) -> String {
    format!("{name} {{ {}, ..{base} }}", fields.join(", "))
}
