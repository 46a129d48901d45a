//! Texts that the format types of the runtime read for certain: the usual spelling of each format, not all of them.

/// `12.50`, with no more digits than anybody keeps.
pub(super) fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    is_digits(whole) && is_digits(fraction) && text.len() <= 64
}

/// `2024-02-29`
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    // The ends of the calendar are left out: a moment there may be none in UTC.
    (1..=9_998).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// `08:30:00`, `08:30:00.25Z`, `08:30:00+01:00`
pub(super) fn is_time(text: &str) -> bool {
    is_clock(text) || is_zoned(text)
}

/// `2024-02-29T08:30:00Z`
pub(super) fn is_moment(text: &str) -> bool {
    text.split_once('T')
        .is_some_and(|(date, time)| is_date(date) && is_zoned(time))
}

fn is_zoned(text: &str) -> bool {
    if let Some(clock) = text.strip_suffix('Z') {
        return is_clock(clock);
    }
    text.rsplit_once(['+', '-']).is_some_and(|(clock, offset)| {
        let offset = offset.split_once(':');
        let offset = offset.is_some_and(|(hours, minutes)| below(hours, 24) && below(minutes, 60));
        is_clock(clock) && offset
    })
}

fn is_clock(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else {
        return false;
    };
    let fraction = is_digits(fraction) && fraction.len() <= 9;
    below(hours, 24) && below(minutes, 60) && below(seconds, 60) && fraction
}

/// `P1DT12H`: whole numbers of units in order.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(units) = text.strip_prefix('P') else {
        return false;
    };
    let (days, clock) = match units.split_once('T') {
        Some((days, clock)) => (days, Some(clock)),
        None => (units, None),
    };
    let days_are = are_units(days, "YMWD");
    match clock {
        None => days_are && !days.is_empty(),
        Some(clock) => days_are && !clock.is_empty() && are_units(clock, "HMS"),
    }
}

/// Numbers, each with the next of these letters or one after it.
fn are_units(text: &str, letters: &str) -> bool {
    let mut letters = letters.chars();
    let mut rest = text;
    while !rest.is_empty() {
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = rest.len() - unit.len();
        let mut after = unit.chars();
        let Some(letter) = after.next() else {
            return false;
        };
        if !(1..=9).contains(&count) || !letters.any(|known| known == letter) {
            return false;
        }
        rest = after.as_str();
    }
    true
}

/// `3fa85f64-5717-4562-b3fc-2c963f66afa6`
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let hexadecimal = |byte: u8| byte == b'-' || byte.is_ascii_hexdigit();
    groups == [8, 4, 4, 4, 12] && text.bytes().all(hexadecimal)
}

/// Base64 of whole bytes without a remainder, so that no padding is asked for.
pub(super) fn is_base64(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.bytes().all(letter)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let number = text.parse().ok()?;
    (text.len() == digits && is_digits(text)).then_some(number)
}

fn below(text: &str, end: u16) -> bool {
    number(text, 2).is_some_and(|number| number < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts that are taken for a format, and texts that are not.
    fn check(test: fn(&str) -> bool, taken: &[&str], refused: &[&str]) {
        for text in taken {
            assert!(test(text), "{text}");
        }
        for text in refused {
            assert!(!test(text), "{text}");
        }
    }

    #[test]
    fn only_the_usual_spellings_are_certain() {
        check(is_decimal, &["0", "-12.50"], &["", ".5", "1.", "1e3", "+1"]);
        check(
            is_date,
            &["2024-02-29", "1999-12-31"],
            &[
                "2023-02-29",
                "2024-13-01",
                "2024-1-01",
                "0000-01-01",
                "20240229",
            ],
        );
        check(
            is_moment,
            &["2024-02-29T08:30:00Z", "2024-02-29T08:30:00.25-05:30"],
            &[
                "2024-02-29T08:30:60Z",
                "2024-02-29T08:30:00",
                "2024-02-29 08:30:00Z",
            ],
        );
        check(
            is_time,
            &["08:30:00", "23:59:59+01:00"],
            &["24:00:00", "8:30:00"],
        );
        check(
            is_duration,
            &["P1D", "PT1H30M", "P1Y2M3DT4S"],
            &["P", "PT", "1H", "P1D2Y", "PT1.5H", "P1DT", "PTH"],
        );
        check(
            is_uuid,
            &["3fa85f64-5717-4562-b3fc-2c963f66afa6"],
            &["3fa85f64", "3fa85f64-5717-4562-b3fc-2c963f66afag"],
        );
        check(is_base64, &["", "AQID"], &["AQ==", "A", "AQ-_"]);
    }
}
