//! Is the server so ill that calling it would only make things worse?
//!
//! Calls are counted per operation group (the tag of the contract) of one client, and per server where
//! operations have one of their own: one broken part of a service does not take the rest with it. When too many of them fail, further ones are refused at once for a while; then a few probes
//! decide.

mod circuit;
mod window;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use circuit::{Admission, Circuit};
use http::StatusCode;

use crate::error::CoreError;
use crate::logical_call::LogicalCall;
use crate::response::RawResponse;
use crate::time::Time;

/// When a circuit opens, and for how long.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CircuitBreaker {
    /// The part of the calls that must fail; 0.5 unless said.
    pub failure_ratio: f64,
    /// How many calls must have been made before the ratio counts; 20 unless said.
    pub minimum_calls: u32,
    /// How long calls are remembered; 30 s unless said.
    pub window: Duration,
    /// How long the circuit stays open the first time; 5 s unless said. It doubles each time the probes fail.
    pub shortest_pause: Duration,
    /// The longest it stays open; 60 s unless said.
    pub longest_pause: Duration,
    /// How many probes go out after the pause; all must succeed. 3 unless said.
    pub probes: u32,
}

impl Default for CircuitBreaker {
    fn default() -> Self {
        Self {
            failure_ratio: 0.5,
            minimum_calls: 20,
            window: Duration::from_secs(30),
            shortest_pause: Duration::from_secs(5),
            longest_pause: Duration::from_secs(60),
            probes: 3,
        }
    }
}

/// What falls ill on its own: a group of operations, on their own server where they have one.
type Part = (&'static str, Option<&'static str>);

fn part(call: &LogicalCall) -> Part {
    (call.operation.group, call.own_server)
}

/// The circuits of a client.
#[derive(Debug, Default)]
pub(crate) struct Circuits {
    settings: Option<CircuitBreaker>,
    /// By group and own server of its operations.
    by_part: Mutex<BTreeMap<Part, Circuit>>,
}

impl Circuits {
    pub(crate) fn new(settings: Option<CircuitBreaker>) -> Self {
        Self {
            settings,
            by_part: Mutex::default(),
        }
    }

    fn with<T>(
        &self,
        part: Part,
        change: impl FnOnce(&mut Circuit, &CircuitBreaker) -> T,
    ) -> Option<T> {
        let settings = self.settings.as_ref()?;
        let mut circuits = self.by_part.lock().unwrap_or_else(PoisonError::into_inner);
        Some(change(circuits.entry(part).or_default(), settings))
    }
}

/// Lets an attempt through, or says how long the circuit stays open.
pub(crate) fn admit(call: &LogicalCall) -> Result<Permit<'_>, Duration> {
    let client = &call.client;
    let now = client.time.now();
    let admission = client
        .circuits
        .with(part(call), |circuit, settings| circuit.admit(now, settings));
    match admission {
        Some(Admission::Refused { until_probe }) => Err(until_probe),
        Some(Admission::Granted { epoch }) => Ok(Permit {
            call,
            epoch: Some(epoch),
        }),
        None => Ok(Permit { call, epoch: None }),
    }
}

/// One attempt under way. It reports its outcome once; dropped without one, it gives its place back.
#[derive(Debug)]
pub(crate) struct Permit<'c> {
    call: &'c LogicalCall,
    /// The state of the circuit that granted it; reports to a later state do not count. `None` once it has reported.
    epoch: Option<u64>,
}

impl Permit<'_> {
    /// Reports how the attempt ended.
    pub(crate) fn report(mut self, outcome: &Result<RawResponse, CoreError>) {
        self.settle(Some(is_failure(outcome)));
    }

    fn settle(&mut self, failed: Option<bool>) {
        let Some(epoch) = self.epoch.take() else {
            return;
        };
        let client = &self.call.client;
        let Time { clock, random, .. } = &client.time;
        let now = clock.now();
        client
            .circuits
            .with(part(self.call), |circuit, settings| match failed {
                Some(failed) => circuit.report(epoch, failed, now, settings, &**random),
                None => circuit.give_back(epoch),
            });
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // Cut off by a time limit: the server was too slow. Dropped by the caller: nobody knows.
        self.settle(self.call.progress.is_late().then_some(true));
    }
}

/// The server is ill, in contrast to the request: 4xx other than 408 and 429 are the caller's own.
fn is_failure(outcome: &Result<RawResponse, CoreError>) -> bool {
    match outcome {
        Ok(response) => {
            let status = response.meta.status;
            status.is_server_error()
                || status == StatusCode::REQUEST_TIMEOUT
                || status == StatusCode::TOO_MANY_REQUESTS
        }
        Err(CoreError::Connect { .. } | CoreError::Timeout { .. } | CoreError::Io { .. }) => true,
        Err(
            CoreError::Build(_)
            | CoreError::Auth(_)
            | CoreError::CircuitOpen { .. }
            | CoreError::RateLimited { .. }
            | CoreError::ResponseTooLarge { .. }
            | CoreError::Decode { .. }
            | CoreError::Pagination { .. }
            | CoreError::Api(..)
            | CoreError::Unexpected(_),
        ) => false,
    }
}
