//! Which second does an HTTP date name (RFC 9110 5.6.7)?
//!
//! All three forms are read: IMF-fixdate and the obsolete RFC 850 and asctime forms.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The moment a date names, or `None` when the text is in none of the three forms.
///
/// `reference` decides the century of RFC 850 dates, whose years have two digits: a year that seems more than 50 years
/// ahead of it lies in the past.
///
/// ```
/// use countersign_core::http_date;
///
/// let date = http_date::parse("Sun, 06 Nov 1994 08:49:37 GMT", None).unwrap();
/// assert_eq!(date.as_second(), 784_111_777);
/// ```
pub fn parse(text: &str, reference: Option<Timestamp>) -> Option<Timestamp> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    match words[..] {
        [_, day, month, year, time, "GMT"] => {
            moment(number(year, 4)?, month, number(day, 2)?, time)
        }
        [_, date, time, "GMT"] => {
            let mut parts = date.split('-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            moment(
                full_year(number(year, 2)?, reference),
                month,
                number(day, 2)?,
                time,
            )
        }
        [_, month, day, time, year] => {
            let day = number(day, 2).or_else(|| number(day, 1))?;
            moment(number(year, 4)?, month, day, time)
        }
        _ => None,
    }
}

fn moment(year: i16, month: &str, day: i16, time: &str) -> Option<Timestamp> {
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let mut parts = time.split(':').map(|part| number(part, 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || second > 60 {
        return None;
    }
    // A leap second is the end of its minute: no clock of ours has a 61st second.
    let second = second.min(59);
    let narrow = |number: i16| i8::try_from(number).ok();
    let date = DateTime::new(
        year,
        i8::try_from(month).ok()?,
        narrow(day)?,
        narrow(hour)?,
        narrow(minute)?,
        narrow(second)?,
        0,
    )
    .ok()?;
    TimeZone::UTC.to_timestamp(date).ok()
}

fn number(text: &str, digits: usize) -> Option<i16> {
    let all_digits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

fn full_year(two_digits: i16, reference: Option<Timestamp>) -> i16 {
    let now = reference.map_or(2000, |moment| moment.to_zoned(TimeZone::UTC).year());
    let year = now - now % 100 + two_digits;
    if year > now + 50 { year - 100 } else { year }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seconds(text: &str) -> Option<i64> {
        let reference = Timestamp::from_second(1_700_000_000).unwrap();
        parse(text, Some(reference)).map(Timestamp::as_second)
    }

    #[test]
    fn the_three_forms_name_the_same_second() {
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Sun Nov  6 08:49:37 1994"), Some(784_111_777));
    }

    #[test]
    fn two_digit_years_are_near_the_reference() {
        let year = |text| parse(text, None).unwrap().to_zoned(TimeZone::UTC).year();
        assert_eq!(year("Sunday, 06-Nov-49 08:49:37 GMT"), 2049);
        assert_eq!(year("Sunday, 06-Nov-51 08:49:37 GMT"), 1951);
    }

    #[test]
    fn a_leap_second_is_the_end_of_its_minute() {
        assert_eq!(
            seconds("Sat, 31 Dec 2016 23:59:60 GMT"),
            seconds("Sat, 31 Dec 2016 23:59:59 GMT")
        );
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "now",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_not(text in "[A-Za-z0-9:, -]{0,40}") {
            let _ = parse(&text, None);
        }
    }
}
