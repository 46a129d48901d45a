//! Numbers that a double does not hold as they were written, in JSON values.
//!
//! [`Value`] rounds what it reads, and it is what stands between a type and every text that is not a JSON body. So such a number
//! is kept there as a string: its digits behind a mark. The mark is random, made once for each process, so that nobody can send
//! one; it never leaves this crate's readers and writers.

use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use super::whole;

/// The value of a number in the grammar of JSON; `None` when the text is none (RFC 8259 section 6).
pub(crate) fn number(text: &str) -> Option<Value> {
    if !is_number(text) {
        return None;
    }
    let rounded = serde_json::from_str::<Number>(text).ok();
    match (rounded, mark()) {
        (Some(number), _) if is_plain(text) || number.to_string() == text => {
            Some(Value::Number(number))
        }
        (_, Some(mark)) => Some(Value::String(format!("{mark}{text}"))),
        (rounded, None) => rounded.map(Value::Number),
    }
}

/// The digits of a number that is kept as they were written, where a value has one in place of a plain number.
///
/// ```
/// use countersign_core::json;
///
/// let value = json::parse(b"[0.10, 0.1]").unwrap();
/// assert_eq!(json::digits(&value[0]), Some("0.10"));
/// assert_eq!(json::digits(&value[1]), None);
/// ```
pub fn digits(value: &Value) -> Option<&str> {
    let Value::String(text) = value else {
        return None;
    };
    // No text of people begins with this character: most need no second look.
    let digits = text.starts_with(FIRST).then(|| text.strip_prefix(mark()?));
    digits.flatten().filter(|digits| is_number(digits))
}

/// A value as JSON text, every number with the digits it was written with.
///
/// ```
/// use countersign_core::json;
///
/// let text = r#"{"price":12.50,"factor":1e400}"#;
/// assert_eq!(json::text(&json::parse(text.as_bytes()).unwrap()), text);
/// ```
pub fn text(value: &Value) -> String {
    // Values always have a JSON form, digits as well.
    serde_json::to_string(&Written(value)).unwrap_or_default()
}

/// The value of a JSON text.
pub(crate) fn read(text: &[u8]) -> Result<Value, serde_json::Error> {
    match marked(text) {
        None => serde_json::from_slice(text),
        // Errors are those of the text that came.
        Some(marked) => serde_json::from_slice(&marked).or_else(|_| serde_json::from_slice(text)),
    }
}

const FIRST: char = '\0';

fn mark() -> Option<&'static str> {
    static MARK: OnceLock<Option<String>> = OnceLock::new();
    let made = MARK.get_or_init(|| {
        let mut bits = [0; 16];
        // Where there is no randomness, numbers are rounded.
        getrandom::fill(&mut bits).ok()?;
        Some(format!("{FIRST}{:032x} ", u128::from_be_bytes(bits)))
    });
    made.as_deref()
}

/// The text with a marked string in place of each number that would be rounded or spelled otherwise; `None` without any.
fn marked(text: &[u8]) -> Option<Vec<u8>> {
    let mut written = Vec::new();
    let mut kept = 0;
    let mut at = 0;
    for token in whole::tokens(text) {
        let begins = at;
        at += token.len();
        let Some(number) = whole::number(token).filter(|number| !is_plain(number)) else {
            continue;
        };
        // A name is no number: what is no JSON must not become any.
        let mut after = text[at..].iter().filter(|byte| !byte.is_ascii_whitespace());
        if after.next() == Some(&b':') {
            continue;
        }
        if let Some(Value::String(marked)) = self::number(number) {
            let string = serde_json::to_string(&marked).ok()?;
            written.extend_from_slice(&text[kept..begins]);
            written.extend_from_slice(string.as_bytes());
            kept = at;
        }
    }
    if kept == 0 {
        return None;
    }
    written.extend_from_slice(&text[kept..]);
    Some(written)
}

/// Is it, at a glance, a number that a value holds as it is written? Integers of 18 digits do, and up to 15 digits with a point
/// somewhere in the middle and no zero at the end.
fn is_plain(number: &str) -> bool {
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    match unsigned.split_once('.') {
        None => {
            let small = unsigned.len() <= 18 && number != "-0";
            small && unsigned.bytes().all(|byte| byte.is_ascii_digit())
        }
        Some((whole, fraction)) => {
            let digits = || whole.bytes().chain(fraction.bytes());
            unsigned.len() <= 16
                && whole != "0"
                && !fraction.ends_with('0')
                && digits().all(|byte| byte.is_ascii_digit())
        }
    }
}

/// RFC 8259 section 6 `number`.
pub(crate) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

/// Writes numbers with their digits.
struct Written<'v>(&'v Value);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(Self)),
            Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, Written(value))))
            }
            value => match digits(value) {
                Some(digits) => serde_json::from_str::<&RawValue>(digits)
                    .map_err(serde::ser::Error::custom)?
                    .serialize(serializer),
                None => value.serialize(serializer),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_number_is_read_and_written_as_it_is_spelled(text in r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?") {
            let list = format!(r#"{{"a":[{text},"{text}"]}}"#);
            prop_assert_eq!(super::text(&read(list.as_bytes()).unwrap()), list);
            prop_assert_eq!(super::text(&number(&text).unwrap()), text);
        }

        #[test]
        fn numbers_that_a_double_spells_are_plain(number in any::<f64>()) {
            let text = serde_json::Value::from(number).to_string();
            prop_assert!(read(text.as_bytes()).unwrap().is_number());
        }

        #[test]
        fn what_is_no_json_stays_none(text in r#"[-+.0-9eE\[\]{}:," a]{0,12}"#) {
            let plain = serde_json::from_str::<Value>(&text);
            let out_of_range = plain.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range"));
            prop_assert!(out_of_range || plain.is_ok() == read(text.as_bytes()).is_ok());
        }

        #[test]
        fn a_plain_look_deceives_nobody(text in r"-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,17})?") {
            let spelled = serde_json::from_str::<Number>(&text).unwrap().to_string();
            prop_assert!(!is_plain(&text) || spelled == text, "{} is {}", text, spelled);
        }
    }

    #[test]
    fn a_name_does_not_become_one_by_being_a_number() {
        assert!(read(b"{1.50: 2}").is_err());
        assert!(read(b"{\"a\": 1.50}").is_ok());
    }

    #[test]
    fn what_follows_the_mark_is_a_number_or_it_is_no_mark() {
        let value = Value::String(format!("{}e \u{700}", mark().unwrap()));
        assert_eq!(digits(&value), None);
        assert_eq!(super::text(&value), value.to_string());
    }

    #[test]
    fn errors_are_those_of_the_text_that_came() {
        let error = read(b"[1.50,\n tru]").unwrap_err();
        assert_eq!((error.line(), error.column()), (2, 5));
    }
}
