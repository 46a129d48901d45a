//! JSON values and numbers of a contract as Rust constants.

use countersign_contract::syntax::{Node, NodeValue, Number};

use crate::emit::text;

/// A JSON value as an expression of type `Literal`.
pub(super) fn literal(node: &Node) -> String {
    match node.value() {
        NodeValue::Null => String::from("Literal::Null"),
        NodeValue::Bool(value) => format!("Literal::Bool({value})"),
        NodeValue::Number(number) => {
            let integer = integer(number).map(|value| format!("Literal::Integer({value})"));
            let number = || format!("Literal::Number({})", text::string(number.as_text()));
            integer.unwrap_or_else(number)
        }
        NodeValue::String(string) => format!("Literal::String({})", text::string(string.as_str())),
        NodeValue::Array(items) => {
            format!("Literal::Array({})", text::list(items.iter().map(literal)))
        }
        NodeValue::Object(object) => {
            let entries = object.iter().map(|entry| {
                let key = text::string(entry.key.name.as_str());
                format!("({key}, {})", literal(&entry.value))
            });
            format!("Literal::Object({})", text::list(entries))
        }
    }
}

/// A number as an expression of type `Bound`.
pub(super) fn bound(number: &Number) -> String {
    let integer = integer(number).map(|value| format!("Bound::Integer({value})"));
    integer.unwrap_or_else(|| format!("Bound::Decimal({})", text::string(number.as_text())))
}

/// The number as a plain integer literal, if it is written as one that fits 64 bits.
pub(super) fn integer(number: &Number) -> Option<String> {
    let value: i64 = number.as_text().parse().ok()?;
    value.checked_abs()?;
    Some(value.to_string())
}
