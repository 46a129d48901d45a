//! The server runtime under generated code: axum routing, verification, validation problems, idempotency, connection timers.
//!
//! A generated crate hands [`Router`] one `static` [`operation::OperationDescriptor`] and one closure per operation. The
//! user adds what the contract cannot know (who callers are, where keys are kept) and gets an `axum::Router`, or a
//! [`BuildError`] when something the contract asks for is missing: nothing is ever open by omission.
//!
//! A request passes these steps, and stops at the first that refuses it with a [`Problem`]:
//! body length, authentication, scopes, rate limit, content negotiation, body, decoding and validation, idempotency
//! claim, handler, a look at the answer, idempotency store. Validation comes before the claim, so a request that does not obey the contract
//! is neither remembered nor able to occupy a key. [`serve`] adds the timers that close slow connections.

//!
//! Without generated code, which is how tests of this crate use it:
//!
//! ```
//! use std::sync::Arc;
//!
//! use countersign_server::operation::OperationDescriptor;
//! use countersign_server::{BuildError, Context, Problem, Reply, Router};
//!
//! static PING: OperationDescriptor = OperationDescriptor {
//!     id: "ping",
//!     accept: "application/json",
//!     ..OperationDescriptor::DEFAULT
//! };
//!
//! struct Greeter(&'static str);
//!
//! let app: Result<axum::Router, BuildError> = Router::<()>::new(&[])
//!     .route(&PING, &Arc::new(Greeter("pong")), |greeter, _: Context<()>, ()| async move {
//!         Ok::<_, Problem>(Reply::new(200).json("application/json", greeter.0))
//!     })
//!     .build();
//! assert!(app.is_ok());
//! ```

mod body_stream;
mod clock;
mod context;
mod execute;
pub mod idempotency;
mod incoming;
mod item_stream;
mod macros;
mod part_stream;
mod rate_limit;
mod reply;
mod router;
pub mod security;
mod serve;
mod stream;
mod validation;

pub use bytes::Bytes;
pub use countersign_core::body::{Body, BodySource};
pub use countersign_core::problem::{Problem, ProblemItem};
pub use countersign_core::stream::Event;
pub use countersign_core::{format, operation, schema};
pub use http::StatusCode;

pub use body_stream::BodyStream;
pub use clock::{Clock, TokioClock};
pub use context::Context;
pub use idempotency::{IdempotencyStore, MemoryStore};
pub use incoming::{Decode, Incoming};
pub use item_stream::ItemStream;
pub use part_stream::{FileStream, IncomingFile, PartStream};
pub use rate_limit::RateLimiting;
pub use reply::{IntoReply, Reply};
pub use router::{BuildError, Router, TemplateError};
pub use security::{Denied, Verification, Verified, Verifier};
pub use serve::{Drained, ServeOptions, serve};
pub use stream::EventStream;
pub use validation::{InvalidAnswer, Mode};
