//! The behaviours themselves, with the defaults that hold when nobody says anything.

use std::time::Duration;

use super::sequence::{PaginationPolicy, StreamPolicy};
use crate::source::SourceSpan;

/// Which source of a behaviour won. The order of precedence is the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicySource {
    /// A keyword of the standard itself, e.g. a declared `Idempotency-Key` header parameter.
    Native,
    /// One of our `x-countersign-*` keys.
    Countersign,
    /// A vendor's key, by name.
    Vendor(&'static str),
    /// Nobody: our default.
    Default,
}

/// A behaviour and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// The behaviour.
    pub value: T,
    /// Who said it.
    pub source: PolicySource,
    /// Where, if anybody said it.
    pub span: Option<SourceSpan>,
}

impl<T> Sourced<T> {
    /// A default nobody wrote.
    pub fn default_value(value: T) -> Self {
        Self {
            value,
            source: PolicySource::Default,
            span: None,
        }
    }
}

/// The behaviour of one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Whether a key makes a repeated call safe.
    pub idempotency: Sourced<IdempotencyPolicy>,
    /// Whether and how often to try again.
    pub retry: Sourced<RetryPolicy>,
    /// How long to wait.
    pub timeout: Sourced<TimeoutPolicy>,
    /// How often to call.
    pub rate_limit: Sourced<Option<RateLimitPolicy>>,
    /// What it says about the stream it answers with, if it does.
    pub stream: Sourced<StreamPolicy>,
    /// How its pages follow each other, if they do.
    pub pagination: Sourced<Option<PaginationPolicy>>,
}

/// How an operation treats idempotency keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdempotencyPolicy {
    /// No key is sent and none is looked at.
    None,
    /// Keys are honoured: clients send one, servers accept calls without.
    Accepted(IdempotencyKeyPolicy),
    /// Keys are honoured and calls without one are refused with 400.
    Required(IdempotencyKeyPolicy),
}

/// How a key travels and how long it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKeyPolicy {
    /// Header name; `Idempotency-Key` by default.
    pub header: String,
    /// How the key is spelled on the wire.
    pub format: KeyFormat,
    /// How long the server remembers a key; 24 hours by default.
    pub retention: Duration,
}

impl Default for IdempotencyKeyPolicy {
    fn default() -> Self {
        Self {
            header: "Idempotency-Key".to_owned(),
            format: KeyFormat::Bare,
            retention: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// draft-ietf-httpapi-idempotency-key-header section 2.1 quotes the key; most deployed APIs do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFormat {
    /// `Idempotency-Key: 8e03...`
    Bare,
    /// `Idempotency-Key: "8e03..."`
    Quoted,
}

/// Retrying. Whether a retry is SAFE is decided by the runtime; this says how eager it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    /// Attempts in all, the first included; 1 means no retry.
    pub max_attempts: u32,
    /// First backoff step.
    pub initial_interval: Duration,
    /// Largest backoff step.
    pub max_interval: Duration,
    /// Factor between steps, at least 1.
    pub multiplier: f64,
    /// Statuses worth another attempt; `5XX` as 500..=599.
    pub statuses: Vec<(u16, u16)>,
    /// Retry when the connection failed.
    pub on_connection_error: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        let single = |status| (status, status);
        Self {
            max_attempts: 3,
            initial_interval: Duration::from_millis(100),
            max_interval: Duration::from_secs(20),
            multiplier: 2.0,
            statuses: [408, 425, 429, 500, 502, 503, 504].map(single).to_vec(),
            on_connection_error: true,
        }
    }
}

/// Time limits; all always on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeoutPolicy {
    /// The whole logical call with backoff.
    pub deadline: Duration,
    /// One attempt.
    pub attempt: Duration,
    /// Opening a connection.
    pub connect: Duration,
}

impl Default for TimeoutPolicy {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(30),
            attempt: Duration::from_secs(10),
            connect: Duration::from_secs(3),
        }
    }
}

/// A declared rate: `requests` per `window`, with `burst` at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimitPolicy {
    /// Requests per window.
    pub requests: u64,
    /// The window.
    pub window: Duration,
    /// Requests admitted at once; `requests` when not said.
    pub burst: u64,
}
