//! What a plain scalar means under the YAML 1.2 core schema (YAML 1.2.2 section 10.3.2), and where YAML 1.1 disagrees.

use smol_str::SmolStr;

use crate::syntax::node::NodeValue;
use crate::syntax::number::Number;

/// Why a reader could take a plain scalar for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// `yes`, `off`, `n`: a boolean in YAML 1.1, a string in 1.2.
    Boolean,
    /// `0777`: octal in YAML 1.1, decimal in 1.2.
    LeadingZero,
    /// `.inf`, `.nan`: numbers that JSON does not have; read as strings.
    NotInJson,
}

/// The value of a plain, untagged scalar.
pub(super) fn plain(text: &str) -> (NodeValue, Option<Doubt>) {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => (NodeValue::Null, None),
        "true" | "True" | "TRUE" => (NodeValue::Bool(true), None),
        "false" | "False" | "FALSE" => (NodeValue::Bool(false), None),
        "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "on" | "On" | "ON" | "off" | "Off" | "OFF"
        | "y" | "Y" | "n" | "N" => (string(text), Some(Doubt::Boolean)),
        _ if !starts_like_a_number(text) => (string(text), None),
        _ => match number(text) {
            Some(number) => {
                let doubt = has_leading_zero(text).then_some(Doubt::LeadingZero);
                (NodeValue::Number(number), doubt)
            }
            None => (
                string(text),
                is_not_in_json(text).then_some(Doubt::NotInJson),
            ),
        },
    }
}

fn string(text: &str) -> NodeValue {
    NodeValue::String(SmolStr::new(text))
}

fn starts_like_a_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'))
}

fn is_not_in_json(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn has_leading_zero(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    unsigned.len() > 1
        && unsigned.starts_with('0')
        && unsigned.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number that a plain scalar is, in JSON's spelling: `0x1F` is `31`, `+.5` is `0.5`.
pub(super) fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], &unsigned[at..]),
        None => (unsigned, ""),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let has_digits = !whole.is_empty() || fraction.is_some_and(|digits| !digits.is_empty());
    if !has_digits
        || !is_digits(whole)
        || !is_digits(fraction.unwrap_or_default())
        || !is_exponent(exponent)
    {
        return None;
    }
    let stripped = whole.trim_start_matches('0');
    let json_whole = if stripped.is_empty() { "0" } else { stripped };
    if sign.is_empty()
        && text.len() == unsigned.len()
        && json_whole == whole
        && fraction != Some("")
    {
        return Some(Number::from_text(text));
    }
    let point = if fraction.is_some() { "." } else { "" };
    let fraction = match fraction {
        Some("") => "0",
        Some(digits) => digits,
        None => "",
    };
    Some(Number::from_text(format!(
        "{sign}{json_whole}{point}{fraction}{exponent}"
    )))
}

fn radix(digits: &str, radix: u32) -> Option<Number> {
    // `from_str_radix` would take a sign here.
    if !digits.starts_with(|first: char| first.is_digit(radix)) {
        return None;
    }
    let value = u128::from_str_radix(digits, radix).ok()?;
    Some(Number::from_text(value.to_string()))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Empty, or `e` with a sign or not and digits.
fn is_exponent(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['e', 'E']) else {
        return text.is_empty();
    };
    let digits = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    !digits.is_empty() && is_digits(digits)
}

#[cfg(test)]
mod tests {
    use super::{Doubt, number, plain};
    use crate::syntax::NodeValue;

    #[test]
    fn numbers_get_json_spelling_and_keep_their_digits() {
        for (yaml, json) in [
            ("3.10", "3.10"),
            ("-0", "-0"),
            ("+12", "12"),
            ("007", "7"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("1.", "1.0"),
            ("1.e5", "1.0e5"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("1e400", "1e400"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ] {
            assert_eq!(number(yaml).expect(yaml).as_text(), json, "{yaml}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_a_string() {
        for text in [
            ".",
            "-",
            "+",
            "1_000",
            "1:30",
            "0x",
            "0x+1",
            "-0x1",
            "1e",
            "1e+",
            "1.2.3",
            "--1",
            "2020-01-01",
            "e5",
            ".e5",
        ] {
            assert!(
                matches!(plain(text), (NodeValue::String(_), None)),
                "{text}"
            );
        }
    }

    #[test]
    fn doubts_are_raised_where_yaml_1_1_reads_otherwise() {
        assert_eq!(plain("off").1, Some(Doubt::Boolean));
        assert_eq!(plain("0777").1, Some(Doubt::LeadingZero));
        assert_eq!(plain("-.inf").1, Some(Doubt::NotInJson));
        assert_eq!(plain("0.5").1, None);
    }
}
