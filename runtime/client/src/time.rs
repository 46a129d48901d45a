//! What time is it, how does one wait, and which way does the coin fall? Injected, so that tests decide.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use futures_util::future::{BoxFuture, Either, select};

/// A monotonic clock.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Instant;

    /// The time of day, for what others compare with theirs: the time since 1970, by the clock of the system unless said.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that time is injected by"
    )]
    fn since_1970(&self) -> Duration {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }
}

/// A way to wait.
pub trait Sleeper: fmt::Debug + Send + Sync + 'static {
    /// Completes once `duration` has passed on the clock it belongs to.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// A source of chance for jitter and minted keys.
pub trait Random: fmt::Debug + Send + Sync + 'static {
    /// 64 bits nobody can foresee, or `None` when there is no randomness to be had.
    fn bits(&self) -> Option<u64>;
}

impl dyn Random {
    /// A number in `0.0..1.0`; one half where there is no randomness.
    pub(crate) fn fraction(&self) -> f64 {
        // The 53 high bits: as many as an f64 holds exactly.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let high = (self.bits().unwrap_or(1 << 63) >> 11) as f64;
        high / 9_007_199_254_740_992.0
    }
}

/// Clock, timer and chance of one client.
#[derive(Clone, Debug)]
pub(crate) struct Time {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sleeper: Arc<dyn Sleeper>,
    pub(crate) random: Arc<dyn Random>,
}

impl Default for Time {
    fn default() -> Self {
        Self {
            clock: Arc::new(TokioTime),
            sleeper: Arc::new(TokioTime),
            random: Arc::new(SystemRandom),
        }
    }
}

impl Time {
    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// What a future becomes within a limit. When the limit passes first, `late` runs before the future is dropped.
    pub(crate) async fn limit<F: Future>(
        &self,
        limit: Duration,
        late: impl FnOnce(),
        future: F,
    ) -> Result<F::Output, Elapsed> {
        let future = std::pin::pin!(future);
        match select(future, self.sleeper.sleep(limit)).await {
            Either::Left((output, _)) => Ok(output),
            Either::Right(((), _unfinished)) => {
                late();
                Err(Elapsed)
            }
        }
    }
}

/// A limit has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Elapsed;

/// The clock and the timer of tokio; `tokio::time::pause` stops both.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTime;

impl Clock for TokioTime {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}

impl Sleeper for TokioTime {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The random number generator of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn bits(&self) -> Option<u64> {
        getrandom::u64().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Fixed(u64);

    impl Random for Fixed {
        fn bits(&self) -> Option<u64> {
            Some(self.0)
        }
    }

    #[test]
    fn fractions_stay_below_one() {
        let fraction = |bits| <dyn Random>::fraction(&Fixed(bits));
        assert!(fraction(0).abs() < f64::EPSILON);
        assert!(fraction(u64::MAX) < 1.0);
        assert!((fraction(1 << 63) - 0.5).abs() < f64::EPSILON);
    }
}
