//! What time is it? Asked through a trait, so that leases, retention and rates are tested without waiting.

use std::fmt;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A monotonic clock.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now; never earlier than an answer given before.
    fn now(&self) -> Instant;

    /// The time of day, for what others have dated: the time since 1970, by the clock of the system unless said.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that time is injected by"
    )]
    fn since_1970(&self) -> Duration {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }
}

/// The runtime's clock, which `tokio::time::pause` stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}
