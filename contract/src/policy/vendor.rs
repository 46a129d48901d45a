//! Keys of other vendors for retries and idempotency, read as far as they say what our own say.

use std::time::Duration;

use super::countersign::field_name;
use super::kinds::{IdempotencyKeyPolicy, IdempotencyPolicy, RetryPolicy};
use super::levels::Levels;
use crate::document::Reader;
use crate::resolve::Place;
use crate::source::SourceSpan;
use crate::syntax::Number;

/// The most attempts that a time budget of another vendor is translated to.
const MAX_ATTEMPTS: u32 = 10;

/// A behaviour, the key that says so, and where.
type Found<T> = Option<(T, &'static str, SourceSpan)>;

impl<'w> Reader<'w> {
    /// `x-speakeasy-retries`, else `x-fern-retries`.
    pub(super) fn vendor_retry(&mut self, levels: &Levels<'_, 'w>) -> Found<RetryPolicy> {
        if let Some(place) = levels.written("x-speakeasy-retries").pop() {
            let retry = self.speakeasy_retry(&place)?;
            return Some((retry, "x-speakeasy-retries", place.span()));
        }
        let place = levels.written("x-fern-retries").pop()?;
        let disabled = place.get("disabled")?;
        let disabled = self.switch(&disabled, "disabled")?;
        let retry = RetryPolicy {
            max_attempts: if disabled {
                1
            } else {
                RetryPolicy::default().max_attempts
            },
            ..RetryPolicy::default()
        };
        Some((retry, "x-fern-retries", place.span()))
    }

    /// `{strategy, backoff: {initialInterval, maxInterval, maxElapsedTime, exponent}, statusCodes, retryConnectionErrors}`;
    /// times in milliseconds. A budget of time becomes the number of attempts whose backoff fits into it.
    fn speakeasy_retry(&mut self, place: &Place<'w>) -> Option<RetryPolicy> {
        let mut retry = RetryPolicy {
            initial_interval: Duration::from_millis(500),
            max_interval: Duration::from_secs(60),
            multiplier: 1.5,
            ..RetryPolicy::default()
        };
        match place.node.get("strategy").and_then(|node| node.as_str()) {
            Some("none") => {
                retry.max_attempts = 1;
                return Some(retry);
            }
            Some("backoff") => {}
            Some(_) | None => {
                self.malformed_policy(
                    place,
                    "x-speakeasy-retries",
                    "an object with `strategy: backoff` or `none`",
                );
                return None;
            }
        }
        if let Some(backoff) = place.get("backoff") {
            let initial = self.milliseconds(&backoff, "initialInterval");
            retry.initial_interval = initial.unwrap_or(retry.initial_interval);
            let largest = self.milliseconds(&backoff, "maxInterval");
            retry.max_interval = largest.unwrap_or(retry.max_interval);
            if let Some(exponent) = backoff.get("exponent") {
                let factor = self.factor(&exponent, "exponent");
                retry.multiplier = factor.unwrap_or(retry.multiplier);
            }
            if let Some(budget) = self.milliseconds(&backoff, "maxElapsedTime") {
                retry.max_attempts = attempts_within(budget, &retry);
            }
        }
        if let Some(statuses) = place.get("statusCodes") {
            let statuses = self.statuses(&statuses, "statusCodes");
            retry.statuses = statuses.unwrap_or(retry.statuses);
        }
        if let Some(switch) = place.get("retryConnectionErrors") {
            let switch = self.switch(&switch, "retryConnectionErrors");
            retry.on_connection_error = switch.unwrap_or(retry.on_connection_error);
        }
        Some(retry)
    }

    fn milliseconds(&mut self, place: &Place<'w>, key: &'static str) -> Option<Duration> {
        let place = place.get(key)?;
        let number = place.node.as_number().and_then(Number::as_u64);
        if number.is_none() {
            self.malformed_policy(&place, key, "a number of milliseconds");
        }
        number.map(Duration::from_millis)
    }

    /// `x-fern-idempotent` with `x-fern-idempotency-headers` of the document, else `x-idempotency`.
    pub(super) fn vendor_idempotency(
        &mut self,
        levels: &Levels<'_, 'w>,
    ) -> Found<IdempotencyPolicy> {
        for key in ["x-fern-idempotent", "x-idempotency"] {
            let Some(place) = levels.written(key).pop() else {
                continue;
            };
            let policy = if self.switch(&place, key)? {
                IdempotencyPolicy::Accepted(self.vendor_key(levels))
            } else {
                IdempotencyPolicy::None
            };
            return Some((policy, key, place.span()));
        }
        None
    }

    fn vendor_key(&mut self, levels: &Levels<'_, 'w>) -> IdempotencyKeyPolicy {
        let key = IdempotencyKeyPolicy::default();
        let Some(place) = levels.written("x-fern-idempotency-headers").pop() else {
            return key;
        };
        let header = place
            .node
            .as_array()
            .and_then(|headers| headers.first()?.get("header"));
        let Some(header) = header.and_then(field_name) else {
            let expected = "a list of objects with `header`";
            self.malformed_policy(&place, "x-fern-idempotency-headers", expected);
            return key;
        };
        IdempotencyKeyPolicy {
            header: header.to_owned(),
            ..key
        }
    }
}

/// How many attempts there are when the waits between them must fit into a budget.
fn attempts_within(budget: Duration, retry: &RetryPolicy) -> u32 {
    let (mut waited, mut step) = (0.0, retry.initial_interval.as_secs_f64());
    let mut attempts = 1;
    while attempts < MAX_ATTEMPTS && waited + step <= budget.as_secs_f64() {
        waited += step;
        step = (step * retry.multiplier).min(retry.max_interval.as_secs_f64());
        attempts += 1;
    }
    attempts
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::attempts_within;
    use crate::policy::RetryPolicy;

    #[test]
    fn a_budget_of_time_is_a_number_of_attempts() {
        let retry = RetryPolicy {
            initial_interval: Duration::from_secs(1),
            multiplier: 2.0,
            ..RetryPolicy::default()
        };
        for (seconds, attempts) in [(0, 1), (1, 2), (2, 2), (3, 3), (7, 4), (3600, 10)] {
            let budget = Duration::from_secs(seconds);
            assert_eq!(attempts_within(budget, &retry), attempts, "{seconds}");
        }
    }
}
