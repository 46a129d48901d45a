//! What do the rate limit fields of a response say (draft-ietf-httpapi-ratelimit-headers)?
//!
//! `RateLimit: "burst";r=50;t=30` is a structured field: one that is malformed is ignored whole. The fields of earlier
//! drafts and of `X-RateLimit-*` are read where the new one is absent.

use std::time::Duration;

use http::{HeaderMap, header};

use crate::http_date;
use crate::retry_after::LONGEST;

/// What is left of one limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceLimit {
    /// Name of the policy; `""` when the field has none.
    pub policy: String,
    /// `r`: how many requests (or other units) are left.
    pub remaining: u64,
    /// `t`: when the limit is filled up again.
    pub reset: Option<Duration>,
}

/// How long to wait when a limit is used up: the longest reset time among the limits with nothing left.
pub fn exhausted_for(headers: &HeaderMap) -> Option<Duration> {
    limits(headers)
        .into_iter()
        .filter(|limit| limit.remaining == 0)
        .filter_map(|limit| limit.reset)
        .max()
}

/// The limits a response reports.
pub fn limits(headers: &HeaderMap) -> Vec<ServiceLimit> {
    let lines: Vec<&str> = headers
        .get_all("ratelimit")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    if lines.is_empty() {
        return legacy(headers).into_iter().collect();
    }
    parse(&lines.join(",")).unwrap_or_default()
}

/// The limits of a `RateLimit` field, or `None` when it is malformed.
///
/// ```
/// use countersign_core::rate_limit_fields::parse;
///
/// let limits = parse(r#""burst";r=0;t=30, "daily";r=900"#).unwrap();
/// assert_eq!((limits[0].policy.as_str(), limits[0].remaining), ("burst", 0));
/// assert_eq!(limits[1].reset, None);
/// ```
pub fn parse(field: &str) -> Option<Vec<ServiceLimit>> {
    let mut reader = Reader(field.trim_matches(' '));
    let mut limits = Vec::new();
    while !reader.0.is_empty() {
        limits.push(reader.limit()?);
        reader.skip_spaces();
        if reader.0.is_empty() {
            break;
        }
        reader.take(',')?;
        reader.skip_spaces();
        if reader.0.is_empty() {
            return None;
        }
    }
    Some(limits)
}

/// Just enough of RFC 9651 to read a list of strings or tokens with parameters.
struct Reader<'t>(&'t str);

enum Bare<'t> {
    Integer(i64),
    Other(
        #[expect(
            dead_code,
            reason = "read so that the field is known to be well-formed"
        )]
        &'t str,
    ),
}

impl<'t> Reader<'t> {
    fn limit(&mut self) -> Option<ServiceLimit> {
        let policy = if self.0.starts_with('"') {
            self.string()?
        } else {
            self.token()?.to_owned()
        };
        let (mut remaining, mut reset) = (None, None);
        while self.0.starts_with(';') {
            self.take(';')?;
            self.skip_spaces();
            let name = self.key()?;
            let value = if self.0.starts_with('=') {
                self.take('=')?;
                Some(self.bare()?)
            } else {
                None
            };
            match (name, value) {
                ("r", Some(Bare::Integer(number))) => remaining = Some(u64::try_from(number).ok()?),
                ("t", Some(Bare::Integer(number))) => {
                    reset = Some(Duration::from_secs(u64::try_from(number).ok()?).min(LONGEST));
                }
                ("r" | "t", _) => return None,
                _ => {}
            }
        }
        Some(ServiceLimit {
            policy,
            remaining: remaining?,
            reset,
        })
    }

    fn bare(&mut self) -> Option<Bare<'t>> {
        match self.0.bytes().next()? {
            b'"' => self.string().map(|_| Bare::Other("")),
            b'?' => self.run(|byte| b"?01".contains(&byte)).map(Bare::Other),
            b':' => {
                let end = self.0.get(1..)?.find(':')?;
                let (bytes, rest) = self.0.split_at(end + 2);
                self.0 = rest;
                Some(Bare::Other(bytes))
            }
            b'-' | b'0'..=b'9' => {
                let text = self.run(|byte| byte.is_ascii_digit() || b"-.".contains(&byte))?;
                // RFC 9651 3.3.1: at most 15 digits.
                if text.contains('.') {
                    return text.parse::<f64>().ok().map(|_| Bare::Other(text));
                }
                let digits = text.trim_start_matches('-').len();
                text.parse()
                    .ok()
                    .filter(|_| digits <= 15)
                    .map(Bare::Integer)
            }
            _ => self.token().map(Bare::Other),
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut characters = self.0.strip_prefix('"')?.chars();
        loop {
            match characters.next()? {
                '"' => break,
                '\\' => text.push(
                    characters
                        .next()
                        .filter(|escaped| matches!(escaped, '"' | '\\'))?,
                ),
                plain @ ' '..='~' => text.push(plain),
                _ => return None,
            }
        }
        self.0 = characters.as_str();
        Some(text)
    }

    fn token(&mut self) -> Option<&'t str> {
        let first = self.0.bytes().next()?;
        if !first.is_ascii_alphabetic() && first != b'*' {
            return None;
        }
        self.run(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:/".contains(&byte))
    }

    fn key(&mut self) -> Option<&'t str> {
        let first = self.0.bytes().next()?;
        if !first.is_ascii_lowercase() && first != b'*' {
            return None;
        }
        self.run(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.*".contains(&byte)
        })
    }

    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> Option<&'t str> {
        let length = self.0.bytes().take_while(|byte| belongs(*byte)).count();
        let (run, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        (!run.is_empty()).then_some(run)
    }

    fn take(&mut self, expected: char) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    fn skip_spaces(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t']);
    }
}

/// `RateLimit-Remaining` and `-Reset` of the drafts up to 07, and the same with `X-` in front.
fn legacy(headers: &HeaderMap) -> Option<ServiceLimit> {
    let number = |name: String| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    ["", "x-"].into_iter().find_map(|prefix| {
        let remaining = number(format!("{prefix}ratelimit-remaining"))?;
        let reset = number(format!("{prefix}ratelimit-reset"))
            .and_then(|reset| legacy_reset(reset, headers));
        Some(ServiceLimit {
            policy: String::new(),
            remaining,
            reset,
        })
    })
}

/// Nobody agreed on what the number counts, but the magnitudes do not overlap: seconds from now, seconds since 1970 or
/// milliseconds since 1970. A moment is measured against the `Date` of the response.
fn legacy_reset(reset: u64, headers: &HeaderMap) -> Option<Duration> {
    let moment = match reset {
        0..=1_000_000_000 => return Some(Duration::from_secs(reset)),
        1_000_000_001..=1_000_000_000_000 => Duration::from_secs(reset),
        _ => Duration::from_millis(reset),
    };
    let date = http_date::parse(headers.get(header::DATE)?.to_str().ok()?, None)?;
    let date = Duration::from_secs(u64::try_from(date.as_second()).ok()?);
    Some(moment.saturating_sub(date).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn exhausted(fields: &[(&'static str, &str)]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        exhausted_for(&headers).map(|delay| delay.as_secs())
    }

    #[test]
    fn the_longest_reset_of_the_exhausted_limits_counts() {
        assert_eq!(
            exhausted(&[("ratelimit", r#""a";r=0;t=5, "b";r=0;t=60, "c";r=1;t=900"#)]),
            Some(60)
        );
        assert_eq!(
            exhausted(&[("ratelimit", r#""a";r=0;t=5"#), ("ratelimit", "b;t=7;r=0")]),
            Some(7)
        );
        assert_eq!(exhausted(&[("ratelimit", r#""a";r=3;t=5"#)]), None);
    }

    #[test]
    fn parameters_nobody_knows_are_skipped() {
        let limits = parse(r#""a \"b\"";x;r=2;pk=:cHsdsRa894==:;y="z";w=?1;v=1.5"#).unwrap();
        assert_eq!(
            (limits[0].policy.as_str(), limits[0].remaining),
            (r#"a "b""#, 2)
        );
    }

    #[test]
    fn a_malformed_field_is_ignored_whole() {
        for field in [
            r#""a";t=5"#,
            r#""a";r=-1"#,
            r#""a";r=1.5"#,
            r#""a";r="1""#,
            r#""a";r=1,"#,
            r#""a";r=1 "b";r=0"#,
            r#""a;r=1"#,
            r#""a";r=1234567890123456"#,
            "1;r=1",
        ] {
            assert_eq!(parse(field), None, "{field}");
        }
        assert_eq!(
            exhausted(&[("ratelimit", "\"a\";r"), ("x-ratelimit-remaining", "0")]),
            None
        );
    }

    #[test]
    fn older_fields_count_from_now_or_from_1970() {
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(
            exhausted(&[("ratelimit-remaining", "0"), ("ratelimit-reset", "30")]),
            Some(30)
        );
        let github = |reset| {
            exhausted(&[
                date,
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", reset),
            ])
        };
        assert_eq!(github("1000000500"), Some(1_000_000_500 - 784_111_777));
        assert_eq!(github("1000000500000"), Some(1_000_000_500 - 784_111_777));
        assert_eq!(
            exhausted(&[("x-ratelimit-remaining", "5"), ("x-ratelimit-reset", "30")]),
            None
        );
    }

    proptest! {
        #[test]
        fn any_field_is_read_or_ignored(field in r"[\x20-\x7e]{0,40}") {
            let _ = parse(&field);
        }

        #[test]
        fn near_misses_are_read_or_ignored(field in r#"("a"|b|1)?(;(r|t|pk)=?(-?[0-9]{0,20}|"[a\\"]*"|:[a=]*:?|\?[01]?)){0,4},?"#) {
            let _ = parse(&field);
        }
    }
}
