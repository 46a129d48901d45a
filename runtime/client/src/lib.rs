//! The client runtime under generated code: one execute with deadline, retry, authentication and telemetry.
//!
//! A generated client describes each operation in a `static` table, writes its arguments into a [`Request`] and knows how
//! to read its responses. Everything in between happens here, in this order:
//!
//! deadline, rate limit, retry within a budget, and for each attempt: time limit, authentication, telemetry, transport.
//!
//! The rule of retries: a call is sent again only if the server certainly has not seen it, or its method is idempotent
//! (RFC 9110 9.2.2), or an idempotency key is on the request. One key per logical call, the same on every attempt.
//!
//! Clock, timer and randomness are injected, so every policy can be tested in virtual time.

mod attempt;
mod auth;
mod builder;
mod call;
mod deadline;
mod error;
mod execute;
mod idempotency;
mod logical_call;
mod rate_limit;
mod request;
mod response;
mod retry;
mod runtime;
mod server_url;
mod telemetry;
mod time;
mod transport;

pub use auth::{AuthError, Credential, MissingCredentials};
pub use builder::{BuildError, Builder, DEFAULT_BODY_LIMIT, GeneratedClient};
pub use bytes::Bytes;
pub use call::{Call, Decode, Sending};
pub use countersign_core as core;
pub use countersign_core::idempotency::IdempotencyKey;
pub use countersign_core::json::JsonError;
pub use countersign_core::operation::RetryPolicy;
pub use error::{
    BoxError, CallSummary, CoreError, Error, Failure, RequestError, TimeoutScope,
    UnexpectedResponse,
};
pub use http;
pub use request::{Body, BodySource, ReadError, Request};
pub use response::{RawResponse, Response, ResponseMeta};
pub use runtime::Runtime;
pub use server_url::ServerUrlError;
pub use time::{Clock, Random, Sleeper, SystemRandom, TokioTime};
#[cfg(feature = "reqwest")]
pub use transport::Reqwest;
pub use transport::{
    ConnectTimeout, InMemory, ServiceTransport, Transport, TransportError, TransportResult,
};
