//! How long to wait before the next attempt?

use std::time::Duration;

use countersign_core::operation::RetryPolicy;
use countersign_core::retry_after;

use super::Outcome;
use crate::time::Random;

/// A random part of an exponentially growing step ("full jitter"), but never less than the server asks for, plus up to a
/// tenth of that so that the callers it sent away do not all come back at once.
pub(super) fn before_next(
    policy: &RetryPolicy,
    attempts: u32,
    outcome: &Outcome,
    random: &dyn Random,
) -> Duration {
    let backoff = step(policy, attempts).mul_f64(random.fraction());
    let asked = outcome
        .as_ref()
        .ok()
        .and_then(|response| retry_after::from_headers(&response.meta.headers));
    asked.map_or(backoff, |asked| {
        let spread = (asked / 10).mul_f64(random.fraction());
        asked.saturating_add(spread).max(backoff)
    })
}

/// `initial * multiplier ^ (attempts - 1)`, at most `max_interval`.
fn step(policy: &RetryPolicy, attempts: u32) -> Duration {
    let exponent = i32::try_from(attempts.saturating_sub(1)).unwrap_or(i32::MAX);
    let seconds = policy.initial_interval.as_secs_f64() * policy.multiplier.max(1.0).powi(exponent);
    // An infinite or nonsensical step is the largest one.
    Duration::try_from_secs_f64(seconds)
        .unwrap_or(policy.max_interval)
        .min(policy.max_interval)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};
    use proptest::prelude::*;

    use super::*;
    use crate::response::{RawResponse, ResponseMeta};

    #[derive(Debug)]
    struct Chance(u64);

    impl Random for Chance {
        fn bits(&self) -> Option<u64> {
            Some(self.0)
        }
    }

    fn response(retry_after: Option<&str>) -> RawResponse {
        let mut headers = HeaderMap::new();
        if let Some(value) = retry_after {
            headers.insert("retry-after", HeaderValue::from_str(value).unwrap());
        }
        RawResponse {
            meta: ResponseMeta::new(StatusCode::SERVICE_UNAVAILABLE, headers, 1, None),
            body: bytes::Bytes::new(),
        }
    }

    #[test]
    fn steps_double_up_to_the_largest() {
        let policy = RetryPolicy {
            max_interval: Duration::from_millis(500),
            ..RetryPolicy::DEFAULT
        };
        let steps = [1, 2, 3, 4, u32::MAX].map(|attempts| step(&policy, attempts).as_millis());
        assert_eq!(steps, [100, 200, 400, 500, 500]);
    }

    #[test]
    fn jitter_covers_the_whole_step() {
        let delay =
            |bits| before_next(&RetryPolicy::DEFAULT, 2, &Ok(response(None)), &Chance(bits));
        assert_eq!(delay(0), Duration::ZERO);
        assert_eq!(delay(1 << 63), Duration::from_millis(100));
        assert!(delay(u64::MAX) < Duration::from_millis(201));
    }

    #[test]
    fn a_multiplier_below_one_or_beyond_reason_does_no_harm() {
        for multiplier in [0.0, -3.0, f64::NAN, f64::INFINITY, f64::MAX] {
            let policy = RetryPolicy {
                multiplier,
                ..RetryPolicy::DEFAULT
            };
            assert!(step(&policy, 9) <= policy.max_interval);
            assert!(step(&policy, 9) >= policy.initial_interval);
        }
    }

    proptest! {
        #[test]
        fn the_server_is_never_called_before_it_asked_for(
            seconds in 0_u32..100_000, attempts in 1_u32..40, bits: u64,
        ) {
            let outcome = Ok(response(Some(&seconds.to_string())));
            let delay = before_next(&RetryPolicy::DEFAULT, attempts, &outcome, &Chance(bits));
            let asked = Duration::from_secs(u64::from(seconds));
            prop_assert!(delay >= asked);
            prop_assert!(delay <= asked.mul_f64(1.1).max(RetryPolicy::DEFAULT.max_interval));
        }
    }
}
