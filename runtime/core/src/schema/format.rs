//! The formats that are asserted: those whose generated Rust type could not hold any other value.

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;

use super::Bound;
use super::decimal::{self, Numeral};
use crate::format;

/// An asserted `format` (JSON Schema 2020-12 Validation section 7, OpenAPI Format Registry). A format speaks about one
/// JSON type and accepts every value of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A whole number of 8 bits.
    Int8,
    /// A whole number of 16 bits.
    Int16,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A whole number of 8 bits, not negative.
    Uint8,
    /// A whole number of 16 bits, not negative.
    Uint16,
    /// A whole number of 32 bits, not negative.
    Uint32,
    /// A whole number of 64 bits, not negative.
    Uint64,
    /// RFC 3339 `date-time`.
    DateTime,
    /// RFC 3339 `full-date`.
    Date,
    /// RFC 3339 `full-time` or `partial-time`, seconds optional.
    Time,
    /// ISO 8601 duration.
    Duration,
    /// A decimal number that is text; every JSON number is one.
    Decimal,
    /// RFC 9562 UUID with its hyphens.
    Uuid,
    /// Base64 with or without padding (RFC 4648 section 4).
    Byte,
}

impl Format {
    /// What the value must be, for messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Int8 => "a whole number of 8 bits",
            Self::Int16 => "a whole number of 16 bits",
            Self::Int32 => "a whole number of 32 bits",
            Self::Int64 => "a whole number of 64 bits",
            Self::Uint8 => "a whole number of 8 bits that is not negative",
            Self::Uint16 => "a whole number of 16 bits that is not negative",
            Self::Uint32 => "a whole number of 32 bits that is not negative",
            Self::Uint64 => "a whole number of 64 bits that is not negative",
            Self::DateTime => "a date and time such as 2026-01-31T08:00:00Z",
            Self::Date => "a date such as 2026-01-31",
            Self::Time => "a time such as 08:30:00Z",
            Self::Duration => "a duration such as PT1H30M",
            Self::Decimal => "a decimal number such as 12.50",
            Self::Uuid => "a UUID",
            Self::Byte => "base64 text",
        }
    }

    pub(super) fn accepts_number(self, number: Numeral<'_>) -> bool {
        let (low, high) = match self {
            Self::Int8 => (i64::from(i8::MIN), Bound::Integer(i64::from(i8::MAX))),
            Self::Int16 => (i64::from(i16::MIN), Bound::Integer(i64::from(i16::MAX))),
            Self::Int32 => (i64::from(i32::MIN), Bound::Integer(i64::from(i32::MAX))),
            Self::Int64 => (i64::MIN, Bound::Integer(i64::MAX)),
            Self::Uint8 => (0, Bound::Integer(i64::from(u8::MAX))),
            Self::Uint16 => (0, Bound::Integer(i64::from(u16::MAX))),
            Self::Uint32 => (0, Bound::Integer(i64::from(u32::MAX))),
            Self::Uint64 => (0, Bound::Decimal("18446744073709551615")),
            Self::DateTime
            | Self::Date
            | Self::Time
            | Self::Duration
            | Self::Decimal
            | Self::Uuid
            | Self::Byte => return true,
        };
        decimal::is_integer(number)
            && decimal::compare(number, Bound::Integer(low)).is_ge()
            && decimal::compare(number, high).is_le()
    }

    pub(super) fn accepts_string(self, text: &str) -> bool {
        match self {
            Self::DateTime => is_date_time(text),
            Self::Date => is_date(text),
            Self::Time => format::Time::from_str(text).is_ok(),
            Self::Duration => format::Duration::from_str(text).is_ok(),
            Self::Decimal => format::Decimal::from_str(text).is_ok(),
            Self::Uuid => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
            Self::Byte => STANDARD_PAD_INDIFFERENT.decode(text).is_ok(),
            Self::Int8
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::Uint8
            | Self::Uint16
            | Self::Uint32
            | Self::Uint64 => true,
        }
    }
}

/// RFC 3339 section 5.6 `full-date`; jiff alone would take more spellings.
fn is_date(text: &str) -> bool {
    has_shape(text, "dddd-dd-dd") && jiff::civil::Date::from_str(text).is_ok()
}

/// RFC 3339 section 5.6 `date-time`; jiff alone would take more spellings.
fn is_date_time(text: &str) -> bool {
    const LENGTH: usize = "2026-01-31T08:00:00".len();
    let Some((local, mut rest)) = text.split_at_checked(LENGTH) else {
        return false;
    };
    if !has_shape(local, "dddd-dd-ddTdd:dd:dd") {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        let end = fraction
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(fraction.len());
        // More digits than a nanosecond has are legal; they are not for jiff, and say nothing about validity.
        if end == 0 {
            return false;
        }
        rest = &fraction[end..];
    }
    let zone = matches!(rest, "Z" | "z") || has_shape(&rest.replacen('-', "+", 1), "+dd:dd");
    zone && jiff::Timestamp::from_str(&format!("{local}{rest}")).is_ok()
}

/// `d` stands for a digit, `T` for a `T` of either case, all else for itself.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, shape)| match shape {
                b'd' => byte.is_ascii_digit(),
                b'T' => byte.eq_ignore_ascii_case(&b'T'),
                other => byte == other,
            })
}

#[cfg(test)]
mod tests {
    use super::Format;
    use crate::schema::decimal::Numeral;

    #[test]
    fn date_times_are_those_of_rfc_3339() {
        let valid = [
            "2026-01-31T08:00:00Z",
            "2026-01-31t08:00:00.123456789012z",
            "1963-06-19T08:30:06.283185Z",
            "1937-01-01T12:00:27.87+00:20",
            "1990-12-31T15:59:50.123-08:00",
        ];
        let invalid = [
            "2026-01-31",
            "2026-02-30T08:00:00Z",
            "2026-01-31T08:00:00",
            "2026-01-31 08:00:00Z",
            "2026-01-31T08:00:00.Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T08:00:00+1:00",
            "2026-01-31T08:00:00Z[UTC]",
            "",
        ];
        assert!(
            valid
                .iter()
                .all(|text| Format::DateTime.accepts_string(text))
        );
        assert_eq!(
            invalid
                .iter()
                .find(|text| Format::DateTime.accepts_string(text)),
            None
        );
    }

    #[test]
    fn integer_formats_are_ranges() {
        let accepts = |format: Format, text: &str| {
            let value = serde_json::from_str(text).expect("JSON");
            format.accepts_number(Numeral::of(&value).expect("a number"))
        };
        assert!(
            accepts(Format::Int32, "2147483647") && accepts(Format::Uint64, "18446744073709551615")
        );
        for (format, text) in [
            (Format::Int32, "2147483648"),
            (Format::Int64, "9223372036854775808"),
            (Format::Uint8, "-1"),
            (Format::Int8, "1.5"),
        ] {
            assert!(!accepts(format, text), "{text}");
        }
    }

    #[test]
    fn a_format_says_nothing_about_other_types() {
        assert!(
            Format::Int32.accepts_string("no number")
                && Format::Uuid.accepts_number(Numeral::Plain(&3.into()))
        );
    }
}
