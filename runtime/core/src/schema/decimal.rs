//! Exact order and divisibility of numbers; nothing goes through `f64` arithmetic.

use std::cmp::Ordering;
use std::fmt;

use serde_json::{Number, Value};

use super::Bound;
use crate::json;

/// `digits * 10^exponent`, digits without leading and trailing zero; zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

/// A number among JSON values.
#[derive(Clone, Copy, Debug)]
pub(super) enum Numeral<'v> {
    /// As the value holds it.
    Plain(&'v Number),
    /// As it was written.
    Digits(&'v str),
}

impl<'v> Numeral<'v> {
    /// The number a value is.
    pub(super) fn of(value: &'v Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Plain(number)),
            value => json::digits(value).map(Self::Digits),
        }
    }

    /// Its value, exactly.
    pub(super) fn exact(self) -> Decimal {
        match self {
            Self::Plain(number) => Decimal::parse(&number.to_string()),
            Self::Digits(digits) => Decimal::parse(digits),
        }
    }

    /// The integer it is, where the value holds one.
    pub(super) fn as_i64(self) -> Option<i64> {
        match self {
            Self::Plain(number) => number.as_i64(),
            Self::Digits(_) => None,
        }
    }

    /// The double it has been rounded to.
    fn rounded(self) -> Option<f64> {
        match self {
            Self::Plain(number) if number.is_f64() => number.as_f64(),
            Self::Plain(_) | Self::Digits(_) => None,
        }
    }
}

/// Far beyond every exponent that is compared, far from overflow.
const EXPONENT_LIMIT: i64 = 1 << 60;

impl Decimal {
    /// The value of JSON number text. For an `f64` that is its shortest spelling: `0.1` means 0.1.
    pub(crate) fn parse(text: &str) -> Self {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') {
            -EXPONENT_LIMIT
        } else {
            EXPONENT_LIMIT
        });
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let digits = all.trim_ascii_zeros();
        if digits.is_empty() {
            return Self {
                negative: false,
                digits: Vec::new(),
                exponent: 0,
            };
        }
        let trailing = all.iter().rev().take_while(|digit| **digit == b'0').count();
        Self {
            negative,
            digits: digits.to_vec(),
            exponent: exponent.clamp(-EXPONENT_LIMIT, EXPONENT_LIMIT) - signed(fraction.len())
                + signed(trailing),
        }
    }

    fn of_bound(bound: Bound) -> Self {
        match bound {
            Bound::Integer(value) => Self::parse(&value.to_string()),
            Bound::Decimal(text) => Self::parse(text),
        }
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn cmp_size(&self, other: &Self) -> Ordering {
        // With equal position of the first digit, digits compare like text.
        (self.exponent + signed(self.digits.len()))
            .cmp(&(other.exponent + signed(other.digits.len())))
            .then_with(|| self.digits.cmp(&other.digits))
    }

    /// The integer it is, if it is one of so many bits.
    pub(crate) fn to_i128(&self) -> Option<i128> {
        let zeros = usize::try_from(self.exponent)
            .ok()
            .filter(|zeros| *zeros <= 39)?;
        let sign = if self.negative { "-" } else { "" };
        let digits = std::str::from_utf8(&self.digits).ok()?;
        format!("{sign}0{digits}{:0<zeros$}", "").parse().ok()
    }

    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    fn is_multiple_of(&self, divisor: &Self) -> bool {
        if self.digits.is_empty() || divisor.digits.is_empty() {
            return true;
        }
        // Without trailing zeros on either side, a finer last place can never come out whole.
        if self.exponent < divisor.exponent {
            return false;
        }
        if divisor.digits.len() > 37 {
            return self.cmp_size(divisor) != Ordering::Less;
        }
        let divisor_digits = divisor
            .digits
            .iter()
            .fold(0_u128, |value, digit| value * 10 + u128::from(digit - b'0'));
        let mut remainder = self.digits.iter().fold(0_u128, |value, digit| {
            (value * 10 + u128::from(digit - b'0')) % divisor_digits
        });
        // A divisor below 2^128 holds at most 127 twos and fives; more factors of ten change nothing.
        for _ in 0..(self.exponent - divisor.exponent).min(128) {
            remainder = remainder * 10 % divisor_digits;
        }
        remainder == 0
    }
}

/// Digits and exponent: `15e-1`, `2e3`, `7e0`.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let digits = std::str::from_utf8(&self.digits).unwrap_or_default();
        let digits = if digits.is_empty() { "0" } else { digits };
        write!(formatter, "{sign}{digits}e{}", self.exponent)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sign().cmp(&other.sign()).then_with(|| {
            if self.negative {
                other.cmp_size(self)
            } else {
                self.cmp_size(other)
            }
        })
    }
}

/// How a number stands to a bound.
pub(super) fn compare(number: Numeral<'_>, bound: Bound) -> Ordering {
    if let (Some(value), Bound::Integer(bound)) = (number.as_i64(), bound) {
        return value.cmp(&bound);
    }
    if let (Some(rounded), Bound::Decimal(text)) = (number.rounded(), bound)
        && text.parse() == Ok(rounded)
    {
        // The number has been rounded to a double, as the bound would be: it may be the bound itself.
        return Ordering::Equal;
    }
    number.exact().cmp(&Decimal::of_bound(bound))
}

/// Is `number` a multiple of `divisor`?
pub(super) fn is_multiple(number: Numeral<'_>, divisor: Bound) -> bool {
    if let (Some(value), Bound::Integer(divisor)) = (number.as_i64(), divisor) {
        return value.checked_rem(divisor).unwrap_or(0) == 0;
    }
    number.exact().is_multiple_of(&Decimal::of_bound(divisor))
}

/// Is the number's fraction zero (`1.0` and `1e3` count)?
pub(super) fn is_integer(number: Numeral<'_>) -> bool {
    let plainly = matches!(number, Numeral::Plain(number) if number.is_i64() || number.is_u64());
    plainly || number.exact().is_integer()
}

fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(EXPONENT_LIMIT)
}

trait TrimZeros {
    fn trim_ascii_zeros(&self) -> &[u8];
}

impl TrimZeros for [u8] {
    fn trim_ascii_zeros(&self) -> &[u8] {
        let first = self.iter().position(|digit| *digit != b'0');
        let last = self.iter().rposition(|digit| *digit != b'0');
        first
            .zip(last)
            .map_or(&[], |(first, last)| &self[first..=last])
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Numeral};
    use crate::json;
    use crate::schema::Bound;
    use std::cmp::Ordering;

    /// Of a number as the JSON library reads it, and with its digits.
    fn both<T: PartialEq + std::fmt::Debug>(text: &str, check: impl Fn(Numeral<'_>) -> T) -> T {
        let plain: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let kept = json::number(text).expect("a number");
        let plain = check(Numeral::of(&plain).expect("a number"));
        assert_eq!(
            check(Numeral::of(&kept).expect("a number")),
            plain,
            "{text}"
        );
        plain
    }

    fn compare(text: &str, bound: Bound) -> Ordering {
        both(text, |number| super::compare(number, bound))
    }

    fn is_multiple(text: &str, divisor: Bound) -> bool {
        both(text, |number| super::is_multiple(number, divisor))
    }

    fn is_integer(text: &str) -> bool {
        both(text, super::is_integer)
    }

    #[test]
    fn order_is_exact_where_doubles_are_not() {
        for (value, bound, order) in [
            (
                "9007199254740993",
                Bound::Integer(9_007_199_254_740_992),
                Ordering::Greater,
            ),
            (
                "18446744073709551615",
                Bound::Decimal("18446744073709551614"),
                Ordering::Greater,
            ),
            (
                "18446744073709551615",
                Bound::Decimal("18446744073709551616"),
                Ordering::Less,
            ),
            ("1e308", Bound::Decimal("1e400"), Ordering::Less),
            (
                "115792089237316195423570985008687907853269984665640564039457584007913129639935",
                Bound::Decimal(
                    "115792089237316195423570985008687907853269984665640564039457584007913129639935",
                ),
                Ordering::Equal,
            ),
            ("-0.0", Bound::Integer(0), Ordering::Equal),
            ("0.1", Bound::Decimal("0.10"), Ordering::Equal),
            ("-2", Bound::Decimal("-1.5"), Ordering::Less),
            ("100", Bound::Decimal("1e2"), Ordering::Equal),
        ] {
            assert_eq!(compare(value, bound), order, "{value} {bound:?}");
        }
    }

    #[test]
    fn multiples_are_those_of_the_decimal_text() {
        for (value, divisor) in [
            ("4.02", "0.01"),
            ("19.99", "0.01"),
            ("0.3", "0.1"),
            ("1e308", "0.5"),
            ("0.0075", "0.0001"),
            ("0", "7"),
            ("12391239123", "1e-8"),
        ] {
            assert!(
                is_multiple(value, Bound::Decimal(divisor)),
                "{value} {divisor}"
            );
        }
        for (value, divisor) in [
            ("0.00751", "0.0001"),
            ("4.5", "2"),
            ("35", "1.5"),
            ("1e-10", "1e-9"),
        ] {
            assert!(
                !is_multiple(value, Bound::Decimal(divisor)),
                "{value} {divisor}"
            );
        }
        assert!(is_multiple("-9223372036854775808", Bound::Integer(-1)));
    }

    #[test]
    fn integers_are_recognised_by_value() {
        assert!(
            ["1.0", "1e3", "-0.0", "18446744073709551615", "1e300"]
                .iter()
                .all(|text| is_integer(text))
        );
        assert!(["1.5", "1e-1"].iter().all(|text| !is_integer(text)));
    }

    #[test]
    fn digits_beyond_a_double_count() {
        let number = json::number("0.10000000000000000000000000001").expect("a number");
        let number = Numeral::of(&number).expect("a number");
        let hundredth = Bound::Decimal("0.01");
        assert!(!super::is_multiple(number, hundredth));
        assert_eq!(
            super::compare(number, Bound::Decimal("0.1")),
            Ordering::Greater
        );
        let number = json::number("1e400").expect("a number");
        let number = Numeral::of(&number).expect("a number");
        assert!(super::is_integer(number) && super::is_multiple(number, hundredth));
    }

    #[test]
    fn absurd_exponents_saturate() {
        assert!(Decimal::parse("1e99999999999999999999") > Decimal::parse("1e400"));
        assert!(Decimal::parse("1e-99999999999999999999") < Decimal::parse("1e-400"));
    }
}
