//! `decimal`: numbers that keep every digit.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{FormatError, number_text, read_text};
use crate::schema::decimal::Decimal as Exact;

const EXPECTED: &str = "a decimal number such as 12.50";

/// `type: number, format: decimal`, and integers of more than 64 bits: a JSON number with every digit it was written with.
///
/// It is equal to, and in order with, other decimals by value: `1.50` is `1.5`. Arithmetic is for decimal libraries, which
/// read it from its text.
///
/// ```
/// use countersign_core::format::Decimal;
///
/// let price: Decimal = serde_json::from_str("1234567890.12345678901234567890").unwrap();
/// assert_eq!(serde_json::to_string(&price).unwrap(), "1234567890.12345678901234567890");
/// assert!(price > Decimal::from(7) && "1.50".parse::<Decimal>() == "1.5".parse());
/// ```
///
/// The digits are kept in parameters, forms, parts and XML as well; where somebody reads a `serde_json::Value` they are rounded.
#[derive(Clone)]
pub struct Decimal(Box<str>);

/// `type: string, format: decimal`: a decimal number that is a JSON string.
///
/// ```
/// use countersign_core::format::DecimalString;
///
/// let price: DecimalString = serde_json::from_str(r#""+012.50""#).unwrap();
/// assert_eq!(price, "12.5".parse().unwrap());
/// assert_eq!(serde_json::to_string(&price).unwrap(), r#""+012.50""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalString(pub Decimal);

impl Decimal {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The integer it is, if it is one of so many bits: `1.0` is 1.
    pub fn to_i128(&self) -> Option<i128> {
        self.exact().to_i128()
    }

    /// The one spelling that all decimals of this value have in common: `1.50` and `15e-1` are `15e-1`.
    #[must_use]
    pub fn normalized(&self) -> Self {
        Self(self.exact().to_string().into())
    }

    fn exact(&self) -> Exact {
        Exact::parse(&self.0)
    }

    /// As JSON spells numbers: no `+`, no zeros in front, digits on both sides of the point.
    fn json(&self) -> Cow<'_, str> {
        let (sign, unsigned) = match self.0.strip_prefix('-') {
            Some(unsigned) => ("-", unsigned),
            None => ("", self.0.strip_prefix('+').unwrap_or(&self.0)),
        };
        let end = unsigned.find(['e', 'E']).unwrap_or(unsigned.len());
        let (mantissa, exponent) = unsigned.split_at(end);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let significant = whole.trim_start_matches('0');
        let odd = self.0.starts_with('+')
            || whole != "0" && significant.len() != whole.len()
            || whole.is_empty()
            || mantissa.ends_with('.');
        if !odd {
            return Cow::Borrowed(&self.0);
        }
        let whole = if significant.is_empty() {
            "0"
        } else {
            significant
        };
        let point = if fraction.is_empty() { "" } else { "." };
        Cow::Owned(format!("{sign}{whole}{point}{fraction}{exponent}"))
    }
}

/// Takes what JSON calls a number, and `+1`, `007`, `.5`, `5.` as well.
impl FromStr for Decimal {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        if is_decimal(text) {
            Ok(Self(text.into()))
        } else {
            Err(FormatError { expected: EXPECTED })
        }
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &str| text.strip_prefix(['-', '+']).unwrap_or(text).to_owned();
    let text = unsigned(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, unsigned(exponent)),
        None => (text.as_str(), String::from("0")),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(fraction)
        && digits(&exponent)
        && !exponent.is_empty()
        && whole.len() + fraction.len() > 0
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

from_integers!(i32 i64 i128 u32 u64 u128);

/// The shortest number that means this double.
impl TryFrom<f64> for Decimal {
    type Error = FormatError;

    fn try_from(value: f64) -> Result<Self, FormatError> {
        serde_json::Number::from_f64(value)
            .map(|number| Self(number.to_string().into()))
            .ok_or(FormatError { expected: EXPECTED })
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Decimal({})", self.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.exact() == other.exact()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.exact().cmp(&other.exact())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.exact().hash(state);
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.json().into_owned())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number_text::read(deserializer).map(Self)
    }
}

impl FromStr for DecimalString {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        text.parse().map(Self)
    }
}

impl From<Decimal> for DecimalString {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl fmt::Display for DecimalString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for DecimalString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.0)
    }
}

impl<'de> Deserialize<'de> for DecimalString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, EXPECTED)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::json;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    proptest! {
        #[test]
        fn every_digit_survives_the_journey_through_json(text in r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?") {
            let value: Decimal = json::decode(text.as_bytes()).unwrap();
            prop_assert_eq!(value.as_str(), &text);
            prop_assert_eq!(json::encode(&value).unwrap(), text);
        }

        #[test]
        fn every_spelling_is_written_as_json(text in r"[+-]?[0-9]{0,3}[0-9]\.?[0-9]{0,3}(e[+-]?[0-9]{1,2})?") {
            let value = decimal(&text);
            let back: Decimal = json::decode(&json::encode(&value).unwrap()).unwrap();
            prop_assert_eq!(back, value);
        }
    }

    #[test]
    fn digits_survive_inside_lists_and_maps() {
        let text = br#"{"a":[0.1000000000000000000001,-1e400,18446744073709551616]}"#;
        let value: std::collections::BTreeMap<String, Vec<Decimal>> =
            json::decode(text).expect("JSON");
        assert_eq!(json::encode(&value).expect("JSON"), &text[..]);
    }

    #[test]
    fn values_out_of_json_values_are_numbers_too() {
        let of = |value: Value| json::from_value::<Decimal>(&value);
        assert_eq!(of(json!(1.5)), Ok(decimal("1.5")));
        assert_eq!(of(json!(u64::MAX)), Ok(decimal("18446744073709551615")));
        for wrong in [
            json!("1.5"),
            json!(null),
            json!([1]),
            json!({}),
            json!(true),
        ] {
            assert!(of(wrong.clone()).is_err(), "{wrong}");
            assert!(json::decode::<Decimal>(wrong.to_string().as_bytes()).is_err());
        }
        let value = json::to_value(&decimal("1.50")).expect("JSON");
        assert_eq!(json::digits(&value), Some("1.50"));
        assert_eq!(json::to_value(&decimal("1.5")), Ok(json!(1.5)));
    }

    #[test]
    fn readers_that_keep_what_they_read_give_numbers() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(untagged)]
        enum Either {
            Text(String),
            Number(Decimal),
        }
        assert_eq!(
            serde_json::from_str::<Either>("2.25").expect("JSON"),
            Either::Number(decimal("2.25"))
        );
    }

    #[test]
    fn equal_values_are_one_in_a_set() {
        let set: HashSet<Decimal> = ["1", "1.0", "+01", "10e-1", "1."].map(decimal).into();
        assert_eq!(set.len(), 1);
        assert_eq!(decimal("-0.0").to_i128(), Some(0));
        assert_eq!(decimal("1.7e2").to_i128(), Some(170));
        assert_eq!(decimal("0.5").to_i128(), None);
        assert_eq!(Decimal::from(i128::MIN).to_i128(), Some(i128::MIN));
        assert_eq!(decimal("1e39").to_i128(), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "-", ".", "1e", "e1", "1.2.3", "0x1", " 1", "1,5", "NaN", "--1", "1e+-2",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!(Decimal::try_from(f64::NAN).is_err());
        assert_eq!(Decimal::try_from(0.1), Ok(decimal("0.1")));
    }
}
