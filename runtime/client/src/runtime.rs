//! What do all calls of one client share?

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use countersign_core::operation::{RetryPolicy, SecurityScheme};
use futures_util::future::BoxFuture;
use http::HeaderMap;

use crate::auth::Credentials;
use crate::circuit_breaker::Circuits;
use crate::error::CoreError;
use crate::execute::execute;
use crate::rate_limit::RateLimiter;
use crate::request::Request;
use crate::response::RawResponse;
use crate::retry::Budget;
use crate::server::Servers;
use crate::telemetry::Trace;
use crate::time::Time;
use crate::transport::Transport;

/// The engine of a generated client. Clones share connections, limits and budgets.
#[derive(Clone)]
pub struct Runtime(pub(crate) Arc<Shared>);

impl Runtime {
    /// Sends a call, with everything the contract and the client say about it, and returns the response of whatever
    /// status. The one function all operations go through.
    ///
    /// Nothing happens before the future is polled; dropping it gives the call up.
    ///
    /// # Errors
    /// When there is no response: see [`crate::Error`].
    pub fn execute(&self, request: Request) -> BoxFuture<'static, Result<RawResponse, CoreError>> {
        Box::pin(execute(Arc::clone(&self.0), request))
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Runtime")
            .field("server", &self.0.servers)
            .field("transport", &self.0.transport)
            .field("credentials", &self.0.credentials)
            .finish_non_exhaustive()
    }
}

/// What the clones of a [`Runtime`] have in common.
#[derive(Debug)]
pub(crate) struct Shared {
    /// `None` for a sender, whose calls have destinations.
    pub(crate) servers: Option<Servers>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) security_schemes: &'static [SecurityScheme],
    pub(crate) credentials: Credentials,
    /// Whether credentials may travel in the clear to other machines.
    pub(crate) allow_plain_http: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) overrides: Overrides,
    pub(crate) body_limit: usize,
    pub(crate) circuits: Circuits,
    pub(crate) trace: Trace,
    pub(crate) time: Time,
    pub(crate) budget: Budget,
    pub(crate) rate_limiter: RateLimiter,
}

/// What a client does differently from the contract, for every operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub(crate) deadline: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) connect: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}
