//! Strings and numbers near the edges of what a schema allows.

use countersign_contract::schema::{Format, Schema};
use serde_json::{Value, json};

use super::random::Random;

/// Any integer, sometimes written with a fraction of zero.
pub(crate) fn integer(random: &mut Random, parts: &[&Schema]) -> Value {
    let bounds = parts
        .iter()
        .flat_map(|part| [&part.numeric.lower, &part.numeric.upper]);
    let mut candidates: Vec<i128> = vec![0, 1, 7, -3, 100];
    for bound in bounds.flatten().filter_map(|bound| bound.value.as_i128()) {
        candidates.extend([bound, bound - 1, bound + 1]);
    }
    let value = random.of(&candidates).copied().unwrap_or_default();
    let small = i32::try_from(value).ok().filter(|_| random.below(4) == 0);
    match (small, i64::try_from(value), u64::try_from(value)) {
        (Some(value), _, _) => json!(f64::from(value)),
        (None, Ok(value), _) => json!(value),
        (None, Err(_), Ok(value)) => json!(value),
        (None, Err(_), Err(_)) => json!(0),
    }
}

pub(crate) fn number(random: &mut Random) -> Value {
    let numbers = [0.0, 0.5, -2.25, 1e20, 0.1, 3.0, 19.99];
    json!(random.of(&numbers).copied().unwrap_or_default())
}

pub(crate) fn string(random: &mut Random, parts: &[&Schema]) -> Value {
    let format = parts.iter().find_map(|part| part.format.as_ref());
    let encoded = parts.iter().any(|part| part.content.encoding.is_some());
    let texts: &[&str] = match format {
        Some(Format::DateTime) => &["2026-01-02T03:04:05Z", "1999-12-31T23:59:59.5Z"],
        Some(Format::Date) => &["2026-01-02", "2024-02-29"],
        Some(Format::Time) => &["08:30:00Z", "23:59:60.5-01:00", "08:30"],
        Some(Format::Duration) => &["PT1H30M", "P1Y2M", "-P1W", "PT0.5S"],
        Some(format) if format.is_decimal() => &["12.50", "-0.1", "+7", "1e3"],
        Some(Format::Uuid) => &["67e55044-10b1-426f-9247-bb680e5fe0c8"],
        Some(Format::Byte) => &["", "AQIDBA=="],
        _ if encoded => &["", "AQIDBA=="],
        _ => &[
            "",
            "a",
            "text",
            "two words",
            "\u{e9}\u{1F600}",
            "\"quoted\"",
            "abc",
        ],
    };
    json!(random.of(texts).copied().unwrap_or_default())
}
