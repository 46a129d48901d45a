//! When is the next request due? The generic cell rate algorithm: one moment per operation is all the state there is.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use countersign_core::operation::RateLimit;

/// Admits calls at the declared rates.
#[derive(Debug, Default)]
pub(crate) struct RateLimiter {
    /// Per operation, when a request would arrive if all had kept their distance.
    arrivals: Mutex<BTreeMap<&'static str, Instant>>,
}

impl RateLimiter {
    /// Takes the next place in the queue and says how long to wait for it; or says how long it would be, without taking it,
    /// when that is not within `patience`.
    pub(crate) fn reserve(
        &self,
        operation: &'static str,
        limit: &RateLimit,
        now: Instant,
        patience: Duration,
    ) -> Result<Duration, Duration> {
        let Some(distance) = distance(limit) else {
            return Err(limit.window);
        };
        let slack =
            distance.saturating_mul(u32::try_from(limit.burst.max(1) - 1).unwrap_or(u32::MAX));
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        let arrival = arrivals.get(operation).copied().unwrap_or(now).max(now);
        let wait = arrival.saturating_duration_since(now).saturating_sub(slack);
        if wait > Duration::ZERO && wait >= patience {
            return Err(wait);
        }
        arrivals.insert(operation, arrival.checked_add(distance).unwrap_or(arrival));
        Ok(wait)
    }
}

/// The time between two requests at the declared rate; `None` when no request is ever admitted.
fn distance(limit: &RateLimit) -> Option<Duration> {
    let nanoseconds = limit
        .window
        .as_nanos()
        .checked_div(u128::from(limit.requests))?;
    Some(Duration::from_nanos(
        u64::try_from(nanoseconds).unwrap_or(u64::MAX),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEN_A_SECOND: RateLimit = RateLimit {
        requests: 10,
        window: Duration::from_secs(1),
        burst: 3,
    };
    const PATIENT: Duration = Duration::from_secs(3600);

    #[test]
    fn a_burst_goes_at_once_and_the_rest_at_the_declared_distance() {
        let (limiter, now) = (RateLimiter::default(), Instant::now());
        let reserve = |operation| limiter.reserve(operation, &TEN_A_SECOND, now, PATIENT);
        let waits = [(); 6].map(|()| reserve("op").unwrap().as_millis());
        assert_eq!(waits, [0, 0, 0, 100, 200, 300]);
        assert_eq!(reserve("other"), Ok(Duration::ZERO));
    }

    #[test]
    fn impatient_calls_take_no_place() {
        let (limiter, now) = (RateLimiter::default(), Instant::now());
        let reserve = |patience| limiter.reserve("op", &TEN_A_SECOND, now, patience);
        for _ in 0..3 {
            reserve(Duration::ZERO).unwrap();
        }
        assert_eq!(
            reserve(Duration::from_millis(50)),
            Err(Duration::from_millis(100))
        );
        assert_eq!(
            reserve(Duration::from_millis(101)),
            Ok(Duration::from_millis(100))
        );
    }

    #[test]
    fn a_rate_of_nothing_admits_nobody() {
        let limit = RateLimit {
            requests: 0,
            ..TEN_A_SECOND
        };
        let refused = RateLimiter::default().reserve("op", &limit, Instant::now(), PATIENT);
        assert_eq!(refused, Err(Duration::from_secs(1)));
    }

    proptest! {
        #[test]
        fn no_window_admits_more_than_its_requests_and_one_burst(
            pauses in proptest::collection::vec(0_u64..400, 1..200),
        ) {
            let (limiter, start) = (RateLimiter::default(), Instant::now());
            let mut now = start;
            let mut admitted = Vec::new();
            for pause in pauses {
                now += Duration::from_millis(pause);
                let wait = limiter.reserve("op", &TEN_A_SECOND, now, PATIENT).unwrap();
                admitted.push(now - start + wait);
            }
            for first in &admitted {
                let window = *first..*first + TEN_A_SECOND.window;
                let count = admitted.iter().filter(|at| window.contains(at)).count();
                prop_assert!(count as u64 <= TEN_A_SECOND.requests + TEN_A_SECOND.burst);
            }
        }
    }
}
