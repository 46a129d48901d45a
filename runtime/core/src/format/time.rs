//! `time`: a time of day.

use std::str::FromStr;

use super::{CivilTime, FormatError, text_format};

const EXPECTED: &str = "a time such as 08:30:00Z";

/// `time`: a time of day with or without an offset (RFC 3339 section 5.6 `full-time` and `partial-time`; seconds may be left
/// out, as ISO 8601 allows). The text stays as it came, so two times are equal when their texts are.
///
/// ```
/// use countersign_core::format::Time;
///
/// let time: Time = "08:30:00.25+01:00".parse().unwrap();
/// assert_eq!((time.civil().hour(), time.civil().millisecond(), time.offset_minutes()), (8, 250, Some(60)));
/// assert_eq!(serde_json::to_string(&time).unwrap(), r#""08:30:00.25+01:00""#);
/// assert!("8:30".parse::<Time>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Time(Box<str>);

text_format!(Time, "a time such as 08:30:00Z");

impl Time {
    /// Where the hands of a clock stand. A leap second counts as the second before it, digits beyond nanoseconds are left out.
    pub fn civil(&self) -> CivilTime {
        Parts::of(&self.0).map_or(CivilTime::MIN, |parts| parts.civil)
    }

    /// By how many minutes its clock is ahead of UTC, where it says so.
    pub fn offset_minutes(&self) -> Option<i16> {
        match Parts::of(&self.0)?.offset {
            Offset::Unsaid => None,
            Offset::Minutes(minutes) => Some(minutes),
        }
    }
}

impl FromStr for Time {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        match Parts::of(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(FormatError { expected: EXPECTED }),
        }
    }
}

/// A time of day without an offset.
impl From<CivilTime> for Time {
    fn from(time: CivilTime) -> Self {
        Self(time.to_string().into())
    }
}

struct Parts {
    civil: CivilTime,
    offset: Offset,
}

enum Offset {
    Unsaid,
    Minutes(i16),
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let (hour, rest) = digits(text)?;
        let (minute, rest) = digits(rest.strip_prefix(':')?)?;
        let (second, nanosecond, rest) = match rest.strip_prefix(':') {
            None => (0, 0, rest),
            Some(rest) => {
                let (second, rest) = digits(rest)?;
                let (nanosecond, rest) = fraction(rest)?;
                (second, nanosecond, rest)
            }
        };
        if second > 60 {
            return None;
        }
        Some(Self {
            civil: CivilTime::new(hour, minute, second.min(59), nanosecond).ok()?,
            offset: offset(rest)?,
        })
    }
}

/// Two digits and what follows them.
fn digits(text: &str) -> Option<(i8, &str)> {
    let (number, rest) = text.split_at_checked(2)?;
    let all_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| all_digits)?, rest))
}

/// Nanoseconds, and what follows; no fraction at all is none.
fn fraction(text: &str) -> Option<(i32, &str)> {
    let Some(text) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let shown = digits.get(..digits.len().min(9))?;
    let nanoseconds = format!("{shown:0<9}").parse().ok()?;
    (end > 0).then_some((nanoseconds, rest))
}

/// In minutes; a time may end before it.
fn offset(text: &str) -> Option<Offset> {
    let sign = match text {
        "" => return Some(Offset::Unsaid),
        "Z" | "z" => return Some(Offset::Minutes(0)),
        _ if text.starts_with('+') => 1,
        _ if text.starts_with('-') => -1,
        _ => return None,
    };
    let (hours, rest) = digits(&text[1..])?;
    let (minutes, rest) = digits(rest.strip_prefix(':')?)?;
    let real = hours < 24 && minutes < 60 && rest.is_empty();
    real.then(|| Offset::Minutes(sign * (i16::from(hours) * 60 + i16::from(minutes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_with_and_without_offset() {
        for text in [
            "08:30:06Z",
            "08:30:06z",
            "08:30",
            "23:59:60Z",
            "08:30:06.283185",
            "00:00:00.123456789012-23:59",
        ] {
            let time: Time = text.parse().expect(text);
            assert_eq!(time.to_string(), text);
        }
        for text in [
            "",
            "8:30",
            "24:00:00Z",
            "08:60:00",
            "08:30:61",
            "08:30:06.",
            "08:30:06+1:00",
            "08:30:06 Z",
            "08:30:06+24:00",
            "083006",
            "\u{664}8:30:00",
            "+8:30:00",
            "08:30:06Z ",
        ] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_clock_is_read_as_far_as_nanoseconds() {
        let time: Time = "23:59:60.123456789987-00:30".parse().expect("a time");
        assert_eq!(time.civil().to_string(), "23:59:59.123456789");
        assert_eq!(time.offset_minutes(), Some(-30));
        assert_eq!(Time::from(time.civil()).as_str(), "23:59:59.123456789");
    }

    #[test]
    fn a_text_that_is_no_time_is_refused_without_being_quoted() {
        let error = serde_json::from_str::<Time>(r#""hunter2""#).unwrap_err();
        assert!(
            error.to_string().contains("08:30:00Z") && !error.to_string().contains("hunter2"),
            "{error}"
        );
    }
}
