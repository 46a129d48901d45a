//! What may a caller decide about a stream?

use std::time::Duration;

use countersign_core::stream::DEFAULT_EVENT_LIMIT;

/// How a stream that broke off is taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconnect {
    /// Connections in a row without a byte before the stream counts as lost; 0 never reconnects.
    pub attempts: u32,
    /// The first pause; doubled after each fruitless connection. The server's `retry` is waited for in any case.
    pub initial_interval: Duration,
    /// The longest pause, unless the server asks for more.
    pub max_interval: Duration,
}

impl Reconnect {
    /// 10 connections in a row, 1 s doubling up to 30 s.
    pub const DEFAULT: Self = Self {
        attempts: 10,
        initial_interval: Duration::from_secs(1),
        max_interval: Duration::from_secs(30),
    };

    /// A stream that breaks off is lost.
    pub const NEVER: Self = Self {
        attempts: 0,
        ..Self::DEFAULT
    };
}

/// The options of one stream.
#[derive(Clone, Debug)]
pub(crate) struct StreamOptions {
    pub(crate) idle: Duration,
    pub(crate) total: Option<Duration>,
    pub(crate) event_limit: usize,
    pub(crate) last_event_id: Option<String>,
    pub(crate) reconnect: Reconnect,
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(300),
            total: None,
            event_limit: DEFAULT_EVENT_LIMIT,
            last_event_id: None,
            reconnect: Reconnect::DEFAULT,
        }
    }
}
