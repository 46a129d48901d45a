//! JSON Schema 2020-12 Validation 6.1.1 counts `2.0` as an integer and Rust's integer types do not: whole numbers as integers.

use std::iter;

use memchr::memchr2;
use serde_json::{Number, Value};

use super::respelled::{Change, Respelled};
use crate::schema::decimal::Decimal;

/// The value with every whole number spelled as an integer. As deep as the parser that made the value lets it be.
pub fn integers(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => {
                whole(float).map_or(Value::Number(number), Value::from)
            }
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(integers).collect(),
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(name, member)| (name, integers(member)));
            Value::Object(members.collect())
        }
        other => other,
    }
}

/// The same for a JSON text; `None` when no whole number is spelled with a fraction, an exponent or as `-0`. All else stays
/// as it is.
pub(super) fn integers_in(text: &[u8]) -> Option<Respelled> {
    let mut respelled = Respelled {
        text: Vec::with_capacity(text.len()),
        changes: Vec::new(),
    };
    for token in tokens(text) {
        let begins = respelled.text.len();
        let written = number(token)
            .filter(|number| number.contains(['.', 'e', 'E']) || *number == "-0")
            // A double takes 1.00000000000000000001 for 1.
            .filter(|number| Decimal::parse(number).is_integer());
        let integer = written.and_then(|number| Some((number, whole(number.parse().ok()?)?)));
        match integer {
            Some((written, integer)) => {
                let text = integer.to_string();
                respelled.text.extend_from_slice(text.as_bytes());
                respelled.changes.push(Change {
                    begins,
                    ends: respelled.text.len(),
                    written: written.into(),
                });
            }
            None => respelled.text.extend_from_slice(token),
        }
    }
    (!respelled.changes.is_empty()).then_some(respelled)
}

/// Is there a number in a JSON text that a [`Value`] of [`integers`] would spell otherwise, or round?
pub(super) fn has_exact_numbers(text: &str) -> bool {
    let mut numbers = tokens(text.as_bytes()).filter_map(number);
    numbers.any(|number| {
        let kept = serde_json::from_str::<Number>(number);
        number.ends_with(".0") || kept.map_or(true, |kept| kept.to_string() != number)
    })
}

/// A JSON text with the greatest doubles in place of numbers that are greater; `None` without any.
pub(super) fn bounded(text: &str) -> Option<Vec<u8>> {
    let mut bounded = Vec::with_capacity(text.len());
    let mut changed = false;
    for token in tokens(text.as_bytes()) {
        let double: Option<f64> = number(token).and_then(|number| number.parse().ok());
        match double.filter(|double| double.is_infinite()) {
            Some(double) => {
                changed = true;
                let bound = if double > 0.0 { f64::MAX } else { f64::MIN };
                bounded.extend_from_slice(Value::from(bound).to_string().as_bytes());
            }
            None => bounded.extend_from_slice(token),
        }
    }
    changed.then_some(bounded)
}

/// A JSON text as its strings, its numbers, and what is between them.
pub(super) fn tokens(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    iter::from_fn(move || {
        let length = match rest.first()? {
            b'"' => string_length(rest),
            b'-' | b'0'..=b'9' => number_length(rest),
            _ => {
                let begins = |byte: &u8| matches!(byte, b'"' | b'-' | b'0'..=b'9');
                rest.iter().position(begins).unwrap_or(rest.len())
            }
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        Some(token)
    })
}

/// The token, if it is a number.
pub(super) fn number(token: &[u8]) -> Option<&str> {
    let begins = matches!(token.first(), Some(b'-' | b'0'..=b'9'));
    begins.then(|| str::from_utf8(token).ok()).flatten()
}

/// How long is the string at the start, quotes included?
fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if text[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    text.len()
}

fn number_length(text: &[u8]) -> usize {
    let belongs = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    text.iter().take_while(belongs).count()
}

/// The integer a double stands for, where doubles are exact.
fn whole(float: f64) -> Option<i64> {
    let exact = float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0;
    exact.then(|| format!("{float:.0}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_whole_numbers_with_a_fraction_or_exponent_are_respelled() {
        let text = br#"{"1.0": [1.0, -2.50e1, 1.5, 7, 1e300], "\"2.0": "3.0", "a": -0.0, "b": -0}"#;
        let expected = br#"{"1.0": [1, -25, 1.5, 7, 1e300], "\"2.0": "3.0", "a": 0, "b": 0}"#;
        assert_eq!(
            integers_in(text).map(|text| String::from_utf8(text.text).expect("UTF-8")),
            Some(String::from_utf8_lossy(expected).into_owned())
        );
        assert!(integers_in(br#"[1, 1.5, "2.0"]"#).is_none());
        assert!(integers_in(b"[1.00000000000000000001]").is_none());
        assert!(integers_in(b"[\"unfinished 2.0").is_none());
    }

    #[test]
    fn numbers_are_exact_where_a_double_or_its_spelling_is_not() {
        for exact in [
            "1.50",
            "[0.1000000000000000000001]",
            "{\"a\": 1.0}",
            "18446744073709551616",
            "1E2",
        ] {
            assert!(has_exact_numbers(exact), "{exact}");
        }
        for plain in [
            "1.5",
            "[-1, 0.1, \"1.50\"]",
            "{\"1.50\": 18446744073709551615}",
            "null",
        ] {
            assert!(!has_exact_numbers(plain), "{plain}");
        }
    }

    #[test]
    fn values_are_respelled_at_any_depth() {
        assert_eq!(
            integers(json!({"a": [1.0, {"b": 2.5}]})).to_string(),
            r#"{"a":[1,{"b":2.5}]}"#
        );
    }
}
