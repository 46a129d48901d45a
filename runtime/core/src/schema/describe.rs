//! Values in messages: short, and nothing of a secret.

use serde_json::Value;

use super::Literal;
use crate::json;

/// Characters of a string that a message shows.
const EXCERPT: usize = 40;

/// A value as a message shows it.
pub(super) fn value(value: &Value) -> String {
    if let Some(digits) = json::digits(value) {
        return excerpt(digits);
    }
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::Number(number) => excerpt(&number.to_string()),
        Value::String(text) => quoted(text),
        Value::Array(_) | Value::Object(_) => kind(value).to_owned(),
    }
}

/// A value's type with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) if json::digits(value).is_some() => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Text in quotation marks, cut to a short excerpt.
pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", excerpt(text))
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The members of an `enum`; of many, the first ones.
pub(super) fn literals(all: &[Literal]) -> String {
    const SHOWN: usize = 10;
    let mut words: Vec<String> = all.iter().take(SHOWN).map(literal).collect();
    if all.len() > SHOWN {
        words.push(format!("{} more", all.len() - SHOWN));
    }
    listed(&words, "or")
}

/// A literal as a message shows it.
pub(super) fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(text) => excerpt(text),
        Literal::String(text) => quoted(text),
        Literal::Array(items) => format!("an array of {}", items.len()),
        Literal::Object(entries) => format!("an object of {}", entries.len()),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn listed<S: AsRef<str>>(words: &[S], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 item`, `2 items`.
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
