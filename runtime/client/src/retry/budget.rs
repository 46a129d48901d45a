//! Has this client retried too much already?
//!
//! A limit per call does not protect a service that is down: three attempts each are three times the load, at the worst
//! moment. The budget limits all retries of a client to its server together: 20 % of its first attempts plus 10 a second,
//! counted over the last 10 seconds. First attempts are never held back.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

const WINDOW_SECONDS: usize = 10;
const RESERVE_A_SECOND: u64 = 10;
/// One retry for so many first attempts.
const FIRST_ATTEMPTS_PER_RETRY: u64 = 5;

/// Counts the attempts of a client.
#[derive(Debug)]
pub(crate) struct Budget {
    start: Instant,
    window: Mutex<Window>,
}

#[derive(Debug, Default)]
struct Window {
    /// The second the newest slot stands for, since `start`.
    second: u64,
    slots: [Slot; WINDOW_SECONDS],
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    first_attempts: u64,
    retries: u64,
}

impl Budget {
    /// A budget nobody has used.
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            start: now,
            window: Mutex::default(),
        }
    }

    /// Notes a first attempt.
    pub(crate) fn first_attempt(&self, now: Instant) {
        self.with(now, |window| window.newest().first_attempts += 1);
    }

    /// Takes one retry out of the budget, if there is one left.
    pub(crate) fn withdraw(&self, now: Instant) -> bool {
        self.with(now, |window| {
            let allowed = window.sum(|slot| slot.first_attempts) / FIRST_ATTEMPTS_PER_RETRY
                + RESERVE_A_SECOND * WINDOW_SECONDS as u64;
            let granted = window.sum(|slot| slot.retries) < allowed;
            if granted {
                window.newest().retries += 1;
            }
            granted
        })
    }

    /// Gives one retry back because it has helped: a service that comes back is not in need of protection.
    pub(crate) fn refund(&self, now: Instant) {
        self.with(now, |window| {
            if let Some(slot) = window.slots.iter_mut().find(|slot| slot.retries > 0) {
                slot.retries -= 1;
            }
        });
    }

    fn with<T>(&self, now: Instant, change: impl FnOnce(&mut Window) -> T) -> T {
        let second = now.saturating_duration_since(self.start).as_secs();
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        window.advance(second);
        change(&mut window)
    }
}

impl Window {
    fn advance(&mut self, second: u64) {
        let passed = second.saturating_sub(self.second);
        for ago in 0..passed.min(WINDOW_SECONDS as u64) {
            self.slots[Self::index(second - ago)] = Slot::default();
        }
        self.second = self.second.max(second);
    }

    fn newest(&mut self) -> &mut Slot {
        &mut self.slots[Self::index(self.second)]
    }

    fn index(second: u64) -> usize {
        usize::try_from(second % WINDOW_SECONDS as u64).unwrap_or(0)
    }

    fn sum(&self, count: impl Fn(&Slot) -> u64) -> u64 {
        self.slots.iter().map(count).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn granted(budget: &Budget, now: Instant, wanted: usize) -> usize {
        (0..wanted).filter(|_| budget.withdraw(now)).count()
    }

    #[test]
    fn a_quiet_client_may_retry_ten_times_a_second() {
        let now = Instant::now();
        let budget = Budget::new(now);
        assert_eq!(granted(&budget, now, 1_000), 100);
        assert_eq!(granted(&budget, now + Duration::from_secs(9), 1_000), 0);
        assert_eq!(granted(&budget, now + Duration::from_secs(10), 1_000), 100);
    }

    #[test]
    fn a_busy_client_may_repeat_a_fifth_of_its_calls_as_well() {
        let now = Instant::now();
        let budget = Budget::new(now);
        for _ in 0..1_000 {
            budget.first_attempt(now);
        }
        assert_eq!(granted(&budget, now, 1_000), 300);
    }

    #[test]
    fn a_retry_that_helped_is_given_back() {
        let now = Instant::now();
        let budget = Budget::new(now);
        assert_eq!(granted(&budget, now, 1_000), 100);
        budget.refund(now);
        assert_eq!(granted(&budget, now, 1_000), 1);
    }

    #[test]
    fn a_clock_that_jumps_far_or_back_does_no_harm() {
        let now = Instant::now();
        let budget = Budget::new(now + Duration::from_secs(5));
        assert_eq!(granted(&budget, now, 1_000), 100);
        assert_eq!(
            granted(&budget, now + Duration::from_secs(1_000_000_000), 1_000),
            100
        );
        assert_eq!(granted(&budget, now, 1_000), 0);
    }

    proptest! {
        /// Every call fails and asks for as many retries as it can get.
        #[test]
        fn load_is_amplified_by_a_fifth_at_most_beyond_the_reserve(
            steps in proptest::collection::vec((0_u64..2_500, 0_u32..200), 1..60),
        ) {
            let start = Instant::now();
            let budget = Budget::new(start);
            let (mut now, mut first, mut retries) = (start, 0_usize, 0_usize);
            for (pause, calls) in steps {
                now += Duration::from_millis(pause);
                for _ in 0..calls {
                    budget.first_attempt(now);
                    first += 1;
                    retries += granted(&budget, now, 2);
                }
            }
            let windows = usize::try_from((now - start).as_secs()).unwrap() / WINDOW_SECONDS + 1;
            prop_assert!(retries <= first / 5 + windows * 100 + windows);
        }
    }
}
