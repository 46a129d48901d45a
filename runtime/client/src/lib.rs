//! The client runtime under generated code: one execute with deadline, retry, authentication and telemetry.
//!
//! A generated client describes each operation in a `static` table, writes its arguments into a [`Request`] and knows how
//! to read its responses. Everything in between happens here, in this order:
//!
//! deadline, rate limit, fresh tokens, retry within a budget, and for each attempt: circuit breaker, time limit, authentication,
//! telemetry, transport.
//!
//! The rule of retries: a call is sent again only if the server certainly has not seen it, or its method is idempotent
//! (RFC 9110 9.2.2), or an idempotency key is on the request. One key per logical call, the same on every attempt.
//!
//! Clock, timer and randomness are injected, so every policy can be tested in virtual time.
//!
//! # What generated code looks like
//!
//! ```
//! use countersign_client::core::operation::{OperationDescriptor, ParameterDescriptor, SecurityScheme};
//! use countersign_client::{Builder, Call, Error, Failure, GeneratedClient, InMemory, Request, Runtime};
//!
//! static GREET: OperationDescriptor = OperationDescriptor {
//!     id: "greet",
//!     path: "/greetings/{name}",
//!     parameters: &[ParameterDescriptor::path("name")],
//!     ..OperationDescriptor::DEFAULT
//! };
//!
//! #[derive(Clone, Debug)]
//! pub struct Client {
//!     runtime: Runtime,
//! }
//!
//! impl GeneratedClient for Client {
//!     const SECURITY_SCHEMES: &'static [SecurityScheme] = &[];
//!     const DEFAULT_SERVER: &'static str = "https://greetings.test";
//!
//!     fn from_runtime(runtime: Runtime) -> Self {
//!         Self { runtime }
//!     }
//! }
//!
//! impl Client {
//!     pub fn builder(base_url: impl Into<String>) -> Builder<Self> {
//!         Builder::new(base_url)
//!     }
//!
//!     pub fn greet(&self, name: &str) -> Call<String, std::convert::Infallible> {
//!         let mut request = Request::new(&GREET);
//!         request.argument(0, name);
//!         Call::new(&self.runtime, request, |response| match response.status() {
//!             200 => Ok(response.text()?),
//!             _ => Err(Failure::Unexpected),
//!         })
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! // A router in this process stands in for the server: no socket, no port.
//! let server = axum::Router::new().route(
//!     "/greetings/{name}",
//!     axum::routing::get(async |axum::extract::Path(name): axum::extract::Path<String>| format!("Hello, {name}!")),
//! );
//! let client = Client::builder(Client::DEFAULT_SERVER)
//!     .transport(InMemory::serve(server))
//!     .build()
//!     .unwrap();
//!
//! let greeting = client.greet("Ada & Bob").await.unwrap();
//! assert_eq!(*greeting, "Hello, Ada & Bob!");
//! assert_eq!(greeting.meta().attempts, 1);
//!
//! // What cannot be sent is an error of the call, and the server has not seen it.
//! let error = client.greet("..").await.unwrap_err();
//! assert!(matches!(error, Error::Build(_)) && !error.may_have_been_sent());
//! # });
//! ```

mod attempt;
mod auth;
mod builder;
mod call;
mod call_macros;
mod circuit_breaker;
mod deadline;
pub mod decode;
mod destination;
mod download;
mod error;
mod execute;
mod idempotency;
mod logical_call;
mod pagination;
mod rate_limit;
mod reference;
mod request;
mod response;
mod retry;
mod runtime;
mod server;
mod server_url;
mod stream;
mod telemetry;
mod time;
mod transport;

pub use auth::{AuthError, Credential, MissingCredentials, TokenSource};
pub use builder::{BuildError, Builder, DEFAULT_BODY_LIMIT, GeneratedClient};
pub use bytes::Bytes;
pub use call::{Call, Decode, Sending};
pub use circuit_breaker::CircuitBreaker;
pub use countersign_core as core;
pub use countersign_core::idempotency::IdempotencyKey;
pub use countersign_core::json::JsonError;
pub use countersign_core::operation::RetryPolicy;
pub use destination::{Allow, Destination, DestinationError};
pub use download::{Download, DownloadError, Downloading};
pub use error::{
    BoxError, CallSummary, CoreError, Error, Failure, RequestError, TimeoutScope,
    UnexpectedResponse,
};
pub use http;
pub use pagination::{Items, Pages, PaginationError};
pub use request::{Body, BodySource, ItemSource, ReadError, Request};
pub use response::{RawResponse, Response, ResponseMeta};
pub use runtime::Runtime;
pub use server::Server;
pub use server_url::ServerUrlError;
pub use stream::{EventStream, Opening, Reconnect, ServerFailure, StreamCall, StreamError};
pub use time::{Clock, Random, Sleeper, SystemRandom, TokioTime};
#[cfg(feature = "reqwest")]
pub use transport::Reqwest;
pub use transport::{
    ConnectTimeout, InMemory, ServiceTransport, Transport, TransportError, TransportResult,
};
