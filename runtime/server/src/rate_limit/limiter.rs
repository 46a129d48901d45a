//! One operation's callers and their allowances, and what they are told (draft-ietf-httpapi-ratelimit-headers).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use countersign_core::operation::RateLimit;
use countersign_core::problem::{Problem, types};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::json;
use tokio::time::Instant;

use super::gcra::{Rate, Verdict};
use crate::clock::Clock;

/// More callers than this are remembered only while they have used some of their allowance.
const CALLERS: usize = 50_000;

/// The name of the one policy a contract declares per operation.
const POLICY: &str = "contract";

type Identities = Vec<(&'static str, String)>;

/// Keeps one operation's rate.
#[derive(Debug)]
pub(crate) struct Limiter {
    limit: RateLimit,
    rate: Rate,
    clock: Arc<dyn Clock>,
    callers: Mutex<Callers>,
}

/// When each caller's allowance is whole again.
#[derive(Debug)]
struct Callers {
    whole_at: HashMap<Identities, Instant>,
    /// How many callers there are when those with a whole allowance are forgotten next.
    sweep_at: usize,
}

impl Limiter {
    /// `None` when the rate admits nothing.
    pub(crate) fn new(limit: RateLimit, clock: Arc<dyn Clock>) -> Option<Self> {
        Some(Self {
            limit,
            rate: Rate::new(limit)?,
            clock,
            callers: Mutex::new(Callers {
                whole_at: HashMap::new(),
                sweep_at: CALLERS,
            }),
        })
    }

    /// The fields to send with the answer.
    ///
    /// # Errors
    /// 429 with the time to wait when the caller's allowance is used up.
    pub(crate) fn admit(&self, caller: &Identities) -> Result<HeaderMap, Problem> {
        match self.judge(caller) {
            Verdict::Admitted { remaining, .. } => Ok(self.fields(remaining, None)),
            Verdict::Refused { retry_after } => {
                let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS)
                    .with_type(types::QUOTA_EXCEEDED, "The quota is used up")
                    .with_extension("violated-policies", json!([POLICY]));
                let mut problem = problem.with_retry_after(retry_after);
                problem.headers.extend(self.fields(0, Some(retry_after)));
                Err(problem)
            }
        }
    }

    fn judge(&self, caller: &Identities) -> Verdict {
        let now = self.clock.now();
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        let verdict = self.rate.judge(callers.whole_at.get(caller).copied(), now);
        if let Verdict::Admitted { whole_at, .. } = verdict {
            if callers.whole_at.len() >= callers.sweep_at {
                callers.whole_at.retain(|_, whole_at| *whole_at > now);
                callers.sweep_at = CALLERS.max(2 * callers.whole_at.len());
            }
            callers.whole_at.insert(caller.clone(), whole_at);
        }
        verdict
    }

    fn fields(&self, remaining: u64, wait: Option<Duration>) -> HeaderMap {
        let window = self.limit.window.as_secs().max(1);
        let wait = wait.map_or_else(String::new, |wait| {
            format!(";t={}", wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
        });
        let policy = format!("\"{POLICY}\";q={};w={window}", self.limit.requests);
        let state = format!("\"{POLICY}\";r={remaining}{wait}");
        [("ratelimit-policy", policy), ("ratelimit", state)]
            .into_iter()
            .filter_map(|(name, text)| {
                let value = HeaderValue::from_str(&text).ok()?;
                Some((HeaderName::from_static(name), value))
            })
            .collect()
    }
}
