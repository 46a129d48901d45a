//! How long may a peer keep the server waiting?
//!
//! A timer per wait alone is not enough: one byte every few seconds would hold a connection for days. So waiting is paid
//! from a purse, and every byte pays a little back: a peer that is fast enough on average is never cut, whatever its pauses
//! up to the purse.

use std::pin::Pin;
use std::task::Context;
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// The purse of one direction of one message or connection.
#[derive(Debug)]
pub(super) struct Patience {
    limit: Duration,
    /// Bytes that pay for a second; 0: any byte fills the purse.
    rate: u64,
    spent: Duration,
    wait: Option<Wait>,
}

/// A wait that has begun.
#[derive(Debug)]
struct Wait {
    since: Instant,
    timer: Pin<Box<Sleep>>,
}

impl Patience {
    pub(super) fn new(limit: Duration, rate: u64) -> Self {
        Self {
            limit,
            rate,
            spent: Duration::ZERO,
            wait: None,
        }
    }

    /// The peer moved by so many bytes.
    pub(super) fn moved(&mut self, bytes: usize) {
        if let Some(wait) = self.wait.take() {
            self.spent += wait.since.elapsed();
        }
        let nanos = (bytes as u64)
            .saturating_mul(1_000_000_000)
            .checked_div(self.rate);
        self.spent = self
            .spent
            .saturating_sub(nanos.map_or(Duration::MAX, Duration::from_nanos));
    }

    /// Whether the peer has used up its time; wakes the task of `context` when it has.
    pub(super) fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        let left = self.limit.saturating_sub(self.spent);
        let wait = self.wait.get_or_insert_with(|| {
            let since = Instant::now();
            Wait {
                since,
                timer: Box::pin(sleep_until(since + left)),
            }
        });
        wait.timer.as_mut().poll(context).is_ready()
    }
}
