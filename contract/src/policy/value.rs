//! The values that behaviours are written in: durations, counts, factors, statuses.

use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::model::StatusPattern;
use crate::resolve::Place;
use crate::syntax::{NodeValue, Number};

/// The largest number of attempts anybody may ask for.
const MAX_ATTEMPTS: u64 = 20;

impl<'w> Reader<'w> {
    /// Reports a behaviour that cannot be read; what held before goes on to hold.
    pub(super) fn malformed_policy(&mut self, place: &Place<'w>, key: &str, expected: &str) {
        let message = format!("`{key}` must be {expected}; it is left out");
        let finding = Diagnostic::error("malformed-policy", message);
        self.habits
            .note(format!("{key} {}", place.pointer), place.span(), finding);
    }

    /// A duration above zero with its unit: `250ms`, `10s`, `5m`, `24h`, `7d`.
    pub(super) fn duration(&mut self, place: &Place<'w>, key: &str) -> Option<Duration> {
        let duration = place.node.as_str().and_then(parse_duration);
        if duration.is_none() {
            let expected = "a duration above zero with its unit, e.g. `250ms`, `10s`, `5m`, `24h`";
            self.malformed_policy(place, key, expected);
        }
        duration
    }

    /// A number of attempts, the first included.
    pub(super) fn attempts(&mut self, place: &Place<'w>, key: &str) -> Option<u32> {
        let number = place.node.as_number().and_then(Number::as_u64);
        let attempts = number.filter(|attempts| (1..=MAX_ATTEMPTS).contains(attempts));
        if attempts.is_none() {
            let expected = format!("a whole number from 1 (no retry) to {MAX_ATTEMPTS}");
            self.malformed_policy(place, key, &expected);
        }
        attempts.and_then(|attempts| u32::try_from(attempts).ok())
    }

    /// A whole number above zero.
    pub(super) fn positive(&mut self, place: &Place<'w>, key: &str) -> Option<u64> {
        let number = place.node.as_number().and_then(Number::as_u64);
        let positive = number.filter(|number| *number > 0);
        if positive.is_none() {
            self.malformed_policy(place, key, "a whole number above zero");
        }
        positive
    }

    /// A factor of at least one.
    pub(super) fn factor(&mut self, place: &Place<'w>, key: &str) -> Option<f64> {
        let number = place.node.as_number().map(Number::as_f64);
        let factor = number.filter(|factor| (1.0..=100.0).contains(factor));
        if factor.is_none() {
            self.malformed_policy(place, key, "a number from 1 to 100");
        }
        factor
    }

    /// A boolean.
    pub(super) fn switch(&mut self, place: &Place<'w>, key: &str) -> Option<bool> {
        let switch = place.node.as_bool();
        if switch.is_none() {
            self.malformed_policy(place, key, "true or false");
        }
        switch
    }

    /// Statuses and ranges: `[429, 503]`, `["5XX"]`. Items that are none are reported and left out.
    pub(super) fn statuses(&mut self, place: &Place<'w>, key: &str) -> Option<Vec<(u16, u16)>> {
        let expected = "a list of status codes and ranges, e.g. `[429, 5XX]`";
        let Some(items) = place.node.as_array() else {
            self.malformed_policy(place, key, expected);
            return None;
        };
        let mut statuses = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let pattern = match item.value() {
                NodeValue::String(text) => StatusPattern::from_key(text),
                NodeValue::Number(number) => StatusPattern::from_key(number.as_text()),
                NodeValue::Null
                | NodeValue::Bool(_)
                | NodeValue::Array(_)
                | NodeValue::Object(_) => None,
            };
            match pattern {
                Some(StatusPattern::Code(code)) => statuses.push((code, code)),
                Some(StatusPattern::Range(class)) => {
                    let first = u16::from(class) * 100;
                    statuses.push((first, first + 99));
                }
                Some(StatusPattern::Default) | None => {
                    let place = place.child(at.to_string(), item);
                    self.malformed_policy(&place, key, expected);
                }
            }
        }
        Some(statuses)
    }

    /// Reports a field that an object of ours does not have.
    pub(super) fn unknown_policy_field(&mut self, place: &Place<'w>, field: &str, known: &str) {
        let message = format!("`{field}` says nothing here");
        let finding =
            Diagnostic::warning("unknown-policy", message).help(format!("the fields are {known}"));
        self.habits
            .note(format!("{field} {}", place.pointer), place.span(), finding);
    }
}

/// Digits and a unit.
fn parse_duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60 * 1_000,
        "h" => 60 * 60 * 1_000,
        "d" => 24 * 60 * 60 * 1_000,
        _ => return None,
    };
    let milliseconds = number.checked_mul(milliseconds)?;
    (milliseconds > 0).then(|| Duration::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::parse_duration;

    #[test]
    fn a_duration_has_a_unit_and_is_above_zero() {
        assert_eq!(parse_duration("250ms"), Some(Duration::from_millis(250)));
        assert_eq!(parse_duration("24h"), Some(Duration::from_secs(86_400)));
        for wrong in [
            "",
            "10",
            "s",
            "0s",
            "-1s",
            "1 s",
            "1.5s",
            "999999999999999999999d",
        ] {
            assert_eq!(parse_duration(wrong), None, "{wrong}");
        }
    }
}
