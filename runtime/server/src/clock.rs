//! What time is it? Asked through a trait, so that leases, retention and rates are tested without waiting.

use std::fmt;

use tokio::time::Instant;

/// A monotonic clock.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now; never earlier than an answer given before.
    fn now(&self) -> Instant;
}

/// The runtime's clock, which `tokio::time::pause` stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}
