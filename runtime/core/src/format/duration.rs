//! `duration`: a length of time.

use std::str::FromStr;

use super::{FormatError, text_format};

const EXPECTED: &str = "a duration such as PT1H30M";

/// `duration` (RFC 3339 appendix A), and what ISO 8601-2 adds to it: a sign, a fraction in the last number, weeks beside
/// other units. The text stays as it came, so two durations are equal when their texts are: how long a month is nobody
/// knows.
///
/// ```
/// use std::time;
/// use countersign_core::format::Duration;
///
/// let duration: Duration = "P1DT0.5S".parse().unwrap();
/// assert_eq!(duration.to_std(), Some(time::Duration::from_millis(86_400_500)));
/// assert_eq!(Duration::from(time::Duration::from_secs(90)).as_str(), "PT90S");
/// assert_eq!("P1M".parse::<Duration>().unwrap().to_std(), None);
/// assert!("90s".parse::<Duration>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

text_format!(Duration, "a duration such as PT1H30M");

impl Duration {
    /// The same as a number of seconds and nanoseconds; days have 24 hours. `None` when it counts months or years, is
    /// negative, or is longer than can be counted.
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let parts = Parts::of(&self.0)?;
        let mut total = std::time::Duration::ZERO;
        for part in parts.units {
            let seconds = part.unit.seconds()?;
            let whole: u64 = part.whole.parse().ok()?;
            total =
                total.checked_add(std::time::Duration::from_secs(whole.checked_mul(seconds)?))?;
            total = total.checked_add(fraction(part.fraction, seconds)?)?;
        }
        (!parts.negative || total.is_zero()).then_some(total)
    }
}

impl FromStr for Duration {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        match Parts::of(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(FormatError { expected: EXPECTED }),
        }
    }
}

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        let (seconds, nanoseconds) = (duration.as_secs(), duration.subsec_nanos());
        let fraction = format!(".{nanoseconds:09}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Self(format!("PT{seconds}{fraction}S").into())
    }
}

/// In the order in which they are written.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Unit {
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
}

impl Unit {
    fn of(letter: char, clock: bool) -> Option<Self> {
        match (letter, clock) {
            ('Y', false) => Some(Self::Years),
            ('M', false) => Some(Self::Months),
            ('W', false) => Some(Self::Weeks),
            ('D', false) => Some(Self::Days),
            ('H', true) => Some(Self::Hours),
            ('M', true) => Some(Self::Minutes),
            ('S', true) => Some(Self::Seconds),
            _ => None,
        }
    }

    fn seconds(self) -> Option<u64> {
        match self {
            Self::Years | Self::Months => None,
            Self::Weeks => Some(7 * 86_400),
            Self::Days => Some(86_400),
            Self::Hours => Some(3_600),
            Self::Minutes => Some(60),
            Self::Seconds => Some(1),
        }
    }
}

struct Part<'t> {
    whole: &'t str,
    fraction: &'t str,
    unit: Unit,
}

struct Parts<'t> {
    negative: bool,
    units: Vec<Part<'t>>,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (calendar, clock) = match unsigned.strip_prefix('P')?.split_once('T') {
            Some((calendar, clock)) => (calendar, Some(clock)),
            None => (&unsigned[1..], None),
        };
        let mut units = Vec::new();
        read(calendar, false, &mut units)?;
        let before = units.len();
        read(clock.unwrap_or_default(), true, &mut units)?;
        let empty = units.is_empty() || clock.is_some() && units.len() == before;
        let ordered = units.windows(2).all(|pair| pair[0].unit < pair[1].unit);
        let (_, rest) = units.split_last()?;
        let whole = rest.iter().all(|part| part.fraction.is_empty());
        (!empty && ordered && whole).then_some(Self {
            negative: text.starts_with('-'),
            units,
        })
    }
}

fn read<'t>(mut text: &'t str, clock: bool, units: &mut Vec<Part<'t>>) -> Option<()> {
    while !text.is_empty() {
        let (number, letter, rest) = split(text)?;
        let (whole, fraction) = match number.split_once(['.', ',']) {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (number, ""),
        };
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let unit = Unit::of(letter, clock)?;
        units.push(Part {
            whole,
            fraction,
            unit,
        });
        text = rest;
    }
    Some(())
}

/// Everything up to the first letter, the letter, the rest.
fn split(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))?;
    let letter = text[at..].chars().next()?;
    Some((&text[..at], letter, &text[at + letter.len_utf8()..]))
}

/// A fraction of a unit, as far as nanoseconds.
fn fraction(digits: &str, seconds: u64) -> Option<std::time::Duration> {
    let shown = digits.get(..digits.len().min(9))?;
    let billionths: u64 = format!("{shown:0<9}").parse().ok()?;
    Some(std::time::Duration::from_nanos(
        billionths.checked_mul(seconds)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_the_order_of_their_units() {
        for text in [
            "P1Y2M3DT4H5M6S",
            "PT36H",
            "P2W",
            "P1Y2W",
            "PT0,5S",
            "-P1D",
            "+PT1M",
            "P0.5Y",
            "PT0S",
            "P1YT1S",
        ] {
            let duration: Duration = text.parse().expect(text);
            assert_eq!(duration.to_string(), text);
        }
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "P1S",
            "PT1D",
            "P1DT",
            "P1D1Y",
            "PT1S1S",
            "PT1.S",
            "PT.5S",
            "P0.5DT1H",
            "p1d",
            "P1D ",
            "P-1D",
            "P\u{664}D",
            "P1\u{e9}",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_lengths_that_everybody_agrees_on_have_a_number_of_seconds() {
        let seconds = |text: &str| text.parse::<Duration>().expect(text).to_std();
        assert_eq!(
            seconds("P1W"),
            Some(std::time::Duration::from_secs(604_800))
        );
        assert_eq!(
            seconds("PT1.5H"),
            Some(std::time::Duration::from_secs(5_400))
        );
        assert_eq!(seconds("-PT0S"), Some(std::time::Duration::ZERO));
        for text in [
            "P1Y",
            "-PT1S",
            "PT99999999999999999999S",
            "P18446744073709551615D",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
