//! How does an operation behave over time: keys, retries, timeouts, rates?

use std::time::Duration;

/// How an operation treats idempotency keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// No key is sent and none is looked at.
    None,
    /// Keys are honoured: a client sends one, a server accepts calls without.
    Accepted(KeyHeader),
    /// Keys are honoured and calls without one are refused with 400.
    Required(KeyHeader),
}

impl Idempotency {
    /// The header that carries the key, unless keys are not looked at.
    pub const fn header(&self) -> Option<&KeyHeader> {
        match self {
            Self::None => None,
            Self::Accepted(header) | Self::Required(header) => Some(header),
        }
    }
}

/// How a key travels and how long it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyHeader {
    /// Header name.
    pub name: &'static str,
    /// How the key is spelled.
    pub format: KeyFormat,
    /// How long the server remembers a key.
    pub retention: Duration,
}

impl KeyHeader {
    /// A bare `Idempotency-Key`, remembered for 24 hours.
    pub const DEFAULT: Self = Self {
        name: "Idempotency-Key",
        format: KeyFormat::Bare,
        retention: Duration::from_secs(24 * 60 * 60),
    };
}

/// draft-ietf-httpapi-idempotency-key-header section 2.1 quotes the key; most deployed APIs do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyFormat {
    /// `Idempotency-Key: 8e03...`
    Bare,
    /// `Idempotency-Key: "8e03..."`
    Quoted,
}

/// How eagerly a call is repeated. Whether a repetition is SAFE is not said here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    /// Attempts in all, the first included; 0 and 1 both mean no retry.
    pub max_attempts: u32,
    /// First backoff step.
    pub initial_interval: Duration,
    /// Largest backoff step.
    pub max_interval: Duration,
    /// Factor between steps; at least 1.
    pub multiplier: f64,
    /// Statuses worth another attempt, as inclusive ranges.
    pub statuses: &'static [(u16, u16)],
    /// Whether a connection that failed or broke is worth another attempt.
    pub on_connection_error: bool,
}

impl RetryPolicy {
    /// 3 attempts, 100 ms doubling up to 20 s, on 408, 425, 429, 500, 502, 503, 504 and connection errors.
    pub const DEFAULT: Self = Self {
        max_attempts: 3,
        initial_interval: Duration::from_millis(100),
        max_interval: Duration::from_secs(20),
        multiplier: 2.0,
        statuses: &[(408, 408), (425, 425), (429, 429), (500, 500), (502, 504)],
        on_connection_error: true,
    };

    /// One attempt and no more.
    pub const NEVER: Self = Self {
        max_attempts: 1,
        ..Self::DEFAULT
    };

    /// Whether this status is worth another attempt.
    pub fn covers(&self, status: u16) -> bool {
        self.statuses
            .iter()
            .any(|&(low, high)| (low..=high).contains(&status))
    }
}

/// Time limits of a call; all of them are always on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeoutPolicy {
    /// The whole logical call: waiting, backoff and every attempt.
    pub deadline: Duration,
    /// One attempt, from the first byte sent to the last byte received.
    pub attempt: Duration,
    /// Opening a connection.
    pub connect: Duration,
}

impl TimeoutPolicy {
    /// 30 s for the call, 10 s for an attempt, 3 s for connecting.
    pub const DEFAULT: Self = Self {
        deadline: Duration::from_secs(30),
        attempt: Duration::from_secs(10),
        connect: Duration::from_secs(3),
    };
}

/// A declared rate: `requests` per `window`, `burst` of them at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests per window.
    pub requests: u64,
    /// The window.
    pub window: Duration,
    /// Requests admitted at once.
    pub burst: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_covers_transient_statuses_only() {
        let covered: Vec<u16> = (100..600)
            .filter(|status| RetryPolicy::DEFAULT.covers(*status))
            .collect();
        assert_eq!(covered, [408, 425, 429, 500, 502, 503, 504]);
    }

    #[test]
    fn only_operations_that_look_at_keys_have_a_key_header() {
        assert_eq!(Idempotency::None.header(), None);
        assert_eq!(
            Idempotency::Required(KeyHeader::DEFAULT).header(),
            Some(&KeyHeader::DEFAULT)
        );
    }
}
