//! Numbers as they were written: no digit is lost, equality and order are those of the mathematical value.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use smol_str::SmolStr;

/// A JSON number (RFC 8259 section 6) kept as text. YAML forms such as `0x1F` or `+1` are rewritten to JSON by the front end.
///
/// `1`, `1.0` and `1e0` are equal, hash alike and differ only in [`Number::as_text`].
#[derive(Clone, Debug)]
pub struct Number {
    text: SmolStr,
}

/// `0.d1d2d3... * 10^magnitude`, no leading and no trailing zero digit; zero has no digits.
#[derive(PartialEq, Eq, Hash)]
struct Scientific {
    negative: bool,
    digits: Vec<u8>,
    magnitude: i64,
}

impl Number {
    /// A number from JSON number text; the front ends have checked the grammar.
    pub fn from_text(text: impl Into<SmolStr>) -> Self {
        Self { text: text.into() }
    }

    /// The text as written.
    pub fn as_text(&self) -> &str {
        &self.text
    }

    fn scientific(&self) -> Scientific {
        let (negative, rest) = match self.text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.text.as_str()),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        // An exponent beyond i64 is beyond any number anyone compares; it saturates by its sign.
        let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') {
            i64::MIN / 4
        } else {
            i64::MAX / 4
        });
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let Some(first) = all.iter().position(|digit| *digit != b'0') else {
            return Scientific {
                negative: false,
                digits: Vec::new(),
                magnitude: 0,
            };
        };
        let last = all
            .iter()
            .rposition(|digit| *digit != b'0')
            .unwrap_or(first);
        let shift =
            i64::try_from(whole.len()).unwrap_or(i64::MAX / 4) - i64::try_from(first).unwrap_or(0);
        Scientific {
            negative,
            digits: all[first..=last].to_vec(),
            magnitude: exponent.clamp(i64::MIN / 4, i64::MAX / 4) + shift,
        }
    }

    /// Is the value integral? `1.0` and `1e3` are (JSON Schema 2020-12 Validation 6.1.1).
    pub fn is_integer(&self) -> bool {
        let Scientific {
            digits, magnitude, ..
        } = self.scientific();
        i64::try_from(digits.len()).unwrap_or(i64::MAX) <= magnitude || digits.is_empty()
    }

    /// The value as an integer, if it is integral and fits.
    pub fn as_i128(&self) -> Option<i128> {
        let Scientific {
            negative,
            digits,
            magnitude,
        } = self.scientific();
        if digits.is_empty() {
            return Some(0);
        }
        if !(0..=39).contains(&magnitude) || digits.len() > usize::try_from(magnitude).ok()? {
            return None;
        }
        let mut value: i128 = 0;
        for at in 0..usize::try_from(magnitude).ok()? {
            let digit = digits.get(at).map_or(0, |digit| i128::from(digit - b'0'));
            value = value.checked_mul(10)?.checked_sub(digit)?; // negative has the larger range
        }
        if negative {
            Some(value)
        } else {
            value.checked_neg()
        }
    }

    /// The value as `i64`, if it is integral and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128().and_then(|value| i64::try_from(value).ok())
    }

    /// The value as `u64`, if it is integral and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128().and_then(|value| u64::try_from(value).ok())
    }

    /// The nearest `f64`; infinite where the value is beyond its range.
    pub fn as_f64(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// The value as `serde_json` has it: exact within `i64`/`u64`, else the nearest `f64`, else null.
    /// Text with a fraction or exponent stays a float; `-0` is the integer 0.
    pub fn to_json(&self) -> serde_json::Value {
        let integral_text = !self.text.contains(['.', 'e', 'E']);
        if integral_text && let Some(value) = self.as_i64() {
            return value.into();
        }
        if integral_text && let Some(value) = self.as_u64() {
            return value.into();
        }
        serde_json::Number::from_f64(self.as_f64())
            .map_or(serde_json::Value::Null, serde_json::Value::Number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || self.scientific() == other.scientific()
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scientific().hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (self.scientific(), other.scientific());
        let sign = |number: &Scientific| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = |left: &Scientific, right: &Scientific| {
            left.magnitude
                .cmp(&right.magnitude)
                .then_with(|| left.digits.cmp(&right.digits))
        };
        sign(&left).cmp(&sign(&right)).then_with(|| {
            if left.negative {
                size(&right, &left)
            } else {
                size(&left, &right)
            }
        })
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self {
            text: SmolStr::from(value.to_string()),
        }
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self {
            text: SmolStr::from(value.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn number(text: &str) -> Number {
        Number::from_text(text)
    }

    #[test]
    fn spelling_does_not_change_the_value() {
        for (left, right) in [
            ("1", "1.0"),
            ("1e3", "1000"),
            ("0", "-0.0"),
            ("0.010", "1e-2"),
            ("-20E-1", "-2"),
        ] {
            assert_eq!(number(left), number(right), "{left} {right}");
        }
    }

    #[test]
    fn order_is_exact_beyond_doubles() {
        let ascending = [
            "-1e400",
            "-2",
            "-1.5",
            "0",
            "0.1",
            "9007199254740992",
            "9007199254740993",
            "1e400",
        ];
        for pair in ascending.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{} {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn minus_zero_is_the_integer_zero() {
        assert_eq!(number("-0").to_json(), 0);
        assert_eq!(number("-0.0").to_json().to_string(), "-0.0");
    }

    #[test]
    fn integers_are_recognised_by_value() {
        assert!(
            number("1.0").is_integer()
                && number("12e2").is_integer()
                && !number("1.5").is_integer()
        );
        assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
        assert_eq!(number("18446744073709551616").as_u64(), None);
        assert_eq!(number("-9223372036854775808").as_i64(), Some(i64::MIN));
        assert_eq!(number("1e1000000000000").as_i64(), None);
    }
}
