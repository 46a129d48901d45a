//! The generic cell rate algorithm: one instant per caller says how much of the allowance is used.

use std::time::Duration;

use countersign_core::operation::RateLimit;
use tokio::time::Instant;

/// A rate: one request per `interval`, and as many at once as fit into `allowance`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    interval: Duration,
    allowance: Duration,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Admitted {
        /// When the allowance will be whole again: the caller's new state.
        whole_at: Instant,
        /// Requests that would be admitted right now.
        remaining: u64,
    },
    Refused {
        /// When the next one will be admitted.
        retry_after: Duration,
    },
}

impl Rate {
    /// `None` when the rate admits nothing.
    pub(super) fn new(limit: RateLimit) -> Option<Self> {
        if limit.requests == 0 || limit.window.is_zero() {
            return None;
        }
        let nanos = limit.window.as_nanos() / u128::from(limit.requests);
        let interval = Duration::from_nanos(u64::try_from(nanos).ok()?.max(1));
        let burst = u32::try_from(limit.burst.max(1)).unwrap_or(u32::MAX);
        Some(Self {
            interval,
            allowance: interval.checked_mul(burst)?,
        })
    }

    /// Judges a request of a caller whose allowance is whole at `whole_at`.
    pub(super) fn judge(&self, whole_at: Option<Instant>, now: Instant) -> Verdict {
        let used = whole_at.map_or(Duration::ZERO, |whole_at| {
            whole_at.saturating_duration_since(now)
        });
        let after = used + self.interval;
        match self.allowance.checked_sub(after) {
            Some(left) => Verdict::Admitted {
                whole_at: now + after,
                remaining: u64::try_from(left.as_nanos() / self.interval.as_nanos())
                    .unwrap_or(u64::MAX),
            },
            None => Verdict::Refused {
                retry_after: after.saturating_sub(self.allowance),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use countersign_core::operation::RateLimit;
    use proptest::prelude::*;
    use tokio::time::Instant;

    use super::{Rate, Verdict};

    proptest! {
        #[test]
        fn never_more_than_the_burst_and_what_accrued_is_admitted(
            requests in 1_u64..50,
            burst in 1_u64..20,
            pauses in prop::collection::vec(0_u64..400, 1..200),
        ) {
            let window = Duration::from_secs(1);
            let rate = Rate::new(RateLimit { requests, window, burst }).unwrap();
            let start = Instant::now();
            let (mut now, mut whole_at, mut admitted) = (start, None, 0_u64);
            for pause in pauses {
                now += Duration::from_millis(pause);
                match rate.judge(whole_at, now) {
                    Verdict::Admitted { whole_at: next, .. } => {
                        admitted += 1;
                        whole_at = Some(next);
                    }
                    Verdict::Refused { retry_after } => {
                        let then = rate.judge(whole_at, now + retry_after);
                        let in_time = matches!(then, Verdict::Admitted { .. });
                        prop_assert!(in_time);
                    }
                }
                let accrued = (now - start).as_millis() * u128::from(requests) / 1000 + 1;
                prop_assert!(u128::from(admitted) <= u128::from(burst) + accrued);
            }
        }
    }

    #[test]
    fn a_rate_of_nothing_is_no_rate() {
        let window = Duration::from_secs(1);
        assert!(
            Rate::new(RateLimit {
                requests: 0,
                window,
                burst: 1
            })
            .is_none()
        );
        assert!(
            Rate::new(RateLimit {
                requests: 1,
                window: Duration::ZERO,
                burst: 1
            })
            .is_none()
        );
    }
}
