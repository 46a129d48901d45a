//! Until when does a call make sense?

use std::time::{Duration, Instant};

/// The moment a call is given up, on the monotonic clock of the caller.
///
/// It never reads a clock itself: whoever asks says what time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline(Instant);

/// Limits beyond this are as good as none, and adding them to an `Instant` might overflow.
const FAR: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

impl Deadline {
    /// `limit` after `now`; limits beyond a century count as a century.
    pub fn after(now: Instant, limit: Duration) -> Self {
        Self(now.checked_add(limit.min(FAR)).unwrap_or(now))
    }

    /// The moment itself.
    pub const fn instant(self) -> Instant {
        self.0
    }

    /// How much time is left; zero once it has passed.
    pub fn remaining(self, now: Instant) -> Duration {
        self.0.saturating_duration_since(now)
    }

    /// Whether it has passed.
    pub fn has_passed(self, now: Instant) -> bool {
        self.0 <= now
    }

    /// Whether something that takes `wait` from now ends in time.
    pub fn allows(self, now: Instant, wait: Duration) -> bool {
        wait < self.remaining(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_shrinks_to_zero_and_stays_there() {
        let now = Instant::now();
        let deadline = Deadline::after(now, Duration::from_secs(2));
        assert_eq!(deadline.remaining(now), Duration::from_secs(2));
        assert!(deadline.allows(now, Duration::from_millis(1_999)));
        assert!(!deadline.allows(now, Duration::from_secs(2)));
        let later = now + Duration::from_secs(3);
        assert_eq!(deadline.remaining(later), Duration::ZERO);
        assert!(deadline.has_passed(later) && !deadline.has_passed(now));
    }

    #[test]
    fn an_endless_limit_does_not_overflow() {
        let now = Instant::now();
        assert!(
            Deadline::after(now, Duration::MAX).remaining(now)
                >= Duration::from_secs(1_000_000_000)
        );
    }
}
