//! How long does a server ask to wait?
//!
//! `Retry-After` in seconds or as a date (RFC 9110 10.2.3), `retry-after-ms` as some services send it, and the reset time
//! of an exhausted rate limit where there is neither.

use std::time::Duration;

use http::{HeaderMap, header};
use jiff::Timestamp;

use crate::{http_date, rate_limit_fields};

/// Delays beyond this are as good as "never"; the arithmetic after it cannot overflow.
pub const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);

/// What the fields of a response ask for, or `None` when they ask for nothing that makes sense.
///
/// `retry-after-ms` is the most exact and comes first, then `Retry-After`, then the rate limit fields
/// (draft-ietf-httpapi-ratelimit-headers gives `Retry-After` precedence over `t`).
pub fn from_headers(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let date = text(header::DATE.as_str()).and_then(|date| http_date::parse(date, None));
    text("retry-after-ms")
        .and_then(milliseconds)
        .or_else(|| parse(text(header::RETRY_AFTER.as_str())?, date))
        .or_else(|| rate_limit_fields::exhausted_for(headers))
}

/// The delay a `Retry-After` value means. `date` is the `Date` of the same response: a date is measured against the clock
/// that wrote it, not against ours. Dates in the past mean zero; negative numbers mean nothing.
///
/// ```
/// use std::time::Duration;
/// use countersign_core::retry_after::parse;
///
/// assert_eq!(parse("120", None), Some(Duration::from_secs(120)));
/// assert_eq!(parse("-1", None), None);
/// ```
pub fn parse(value: &str, date: Option<Timestamp>) -> Option<Duration> {
    let value = value.trim();
    if let Some(delay) = number(value, 1.0) {
        return Some(delay);
    }
    let date = date?;
    let until = http_date::parse(value, Some(date))?;
    let seconds = until.as_second().saturating_sub(date.as_second()).max(0);
    Some(Duration::from_secs(seconds.unsigned_abs()).min(LONGEST))
}

fn milliseconds(value: &str) -> Option<Duration> {
    number(value.trim(), 1_000.0)
}

/// Digits with an optional fraction, counted in `1 / unit` seconds. The standard has whole seconds only, but services send more.
fn number(text: &str, unit: f64) -> Option<Duration> {
    let mut parts = text.splitn(2, '.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = parts.next().is_some_and(digits) && parts.next().is_none_or(digits);
    let seconds = well_formed.then(|| text.parse::<f64>().ok()).flatten()? / unit;
    Some(
        Duration::try_from_secs_f64(seconds)
            .unwrap_or(LONGEST)
            .min(LONGEST),
    )
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    fn check(fields: &[(&'static str, &str)]) -> Option<u128> {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        from_headers(&headers).map(|delay| delay.as_millis())
    }

    #[test]
    fn seconds_are_read_with_and_without_a_fraction() {
        assert_eq!(check(&[("retry-after", "2")]), Some(2_000));
        assert_eq!(check(&[("retry-after", " 0.25 ")]), Some(250));
        assert_eq!(check(&[("retry-after", "0")]), Some(0));
    }

    #[test]
    fn dates_are_measured_against_the_date_of_the_response() {
        let after = |value| check(&[("date", DATE), ("retry-after", value)]);
        assert_eq!(after("Sun, 06 Nov 1994 08:49:47 GMT"), Some(10_000));
        assert_eq!(after("Sunday, 06-Nov-94 08:50:37 GMT"), Some(60_000));
        assert_eq!(after("Sun Nov  6 08:49:38 1994"), Some(1_000));
        assert_eq!(
            after("Sun, 06 Nov 1994 08:49:36 GMT"),
            Some(0),
            "the past is now"
        );
        assert_eq!(
            check(&[("retry-after", DATE)]),
            None,
            "no clock to measure against"
        );
    }

    #[test]
    fn huge_delays_are_capped_and_nonsense_is_ignored() {
        let longest = Some(LONGEST.as_millis());
        assert_eq!(
            check(&[("retry-after", "99999999999999999999999999")]),
            longest
        );
        assert_eq!(check(&[("retry-after", &"9".repeat(400))]), longest);
        for value in ["-1", "1e3", "soon", "", "1.", ".5", "+1", "inf", "NaN"] {
            assert_eq!(check(&[("retry-after", value)]), None, "{value}");
        }
    }

    #[test]
    fn the_most_exact_field_wins() {
        let fields = [
            ("retry-after-ms", "150"),
            ("retry-after", "7"),
            ("ratelimit", r#""a";r=0;t=9"#),
        ];
        assert_eq!(check(&fields), Some(150));
        assert_eq!(check(&fields[1..]), Some(7_000));
        assert_eq!(check(&fields[2..]), Some(9_000));
    }

    proptest! {
        #[test]
        fn any_field_is_read_or_ignored(value in ".*", date in ".*") {
            let date = http_date::parse(&date, None);
            if let Some(delay) = parse(&value, date) {
                prop_assert!(delay <= LONGEST);
            }
        }
    }
}
