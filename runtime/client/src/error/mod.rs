//! What can become of a call other than a success, and may the server have seen it?

mod display;
mod request;

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use countersign_core::idempotency::IdempotencyKey;
use countersign_core::json::JsonError;
use http::StatusCode;

pub use request::RequestError;

use crate::auth::AuthError;
use crate::pagination::PaginationError;
use crate::response::ResponseMeta;
use crate::transport::TransportError;

/// Any error, from a transport or a body.
pub use countersign_core::body::BoxError;

/// What can go wrong before there is a response to decode.
pub type CoreError = Error<Infallible>;

/// Why a call did not succeed; `E` has one variant for each error status of the operation.
///
/// The first group was never sent; see [`Error::may_have_been_sent`] for the others.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// An argument cannot be written as the contract wants it.
    Build(RequestError),
    /// The client lacks a credential the operation needs.
    Auth(AuthError),
    /// So many calls failed lately that this one was not tried.
    #[non_exhaustive]
    CircuitOpen {
        /// When the next call will be tried.
        retry_after: Duration,
    },
    /// The declared rate leaves no room for the call before its deadline.
    #[non_exhaustive]
    RateLimited {
        /// When there will be room.
        retry_after: Duration,
    },
    /// No connection came about, so the server has not seen the call.
    #[non_exhaustive]
    Connect {
        /// What the transport says.
        source: TransportError,
        /// How far the call got.
        call: Box<CallSummary>,
    },
    /// A time limit passed.
    #[non_exhaustive]
    Timeout {
        /// Which limit.
        scope: TimeoutScope,
        /// Whether the server may have seen the call.
        sent: bool,
        /// How far the call got.
        call: Box<CallSummary>,
    },
    /// The connection broke.
    #[non_exhaustive]
    Io {
        /// Whether the server may have seen the call.
        sent: bool,
        /// What the transport says.
        source: TransportError,
        /// How far the call got.
        call: Box<CallSummary>,
    },
    /// The response is longer than the client reads.
    #[non_exhaustive]
    ResponseTooLarge {
        /// The limit in bytes.
        limit: usize,
        /// The response without its body.
        meta: Box<ResponseMeta>,
    },
    /// A success that does not look as the contract says.
    #[non_exhaustive]
    Decode {
        /// Which value of the body or which header field, and what is wrong with it.
        error: JsonError,
        /// The response without its body.
        meta: Box<ResponseMeta>,
    },
    /// A page that leads nowhere.
    #[non_exhaustive]
    Pagination {
        /// What is wrong with the way to the next page.
        error: PaginationError,
        /// The response that is the last page.
        meta: Box<ResponseMeta>,
    },
    /// A status the contract declares as an error.
    Api(E, Box<ResponseMeta>),
    /// A status the contract does not declare, or an error whose body is not the declared one.
    Unexpected(Box<UnexpectedResponse>),
}

impl<E> Error<E> {
    /// Whether the server may have acted on the call. If not, sending it again can do no harm.
    ///
    /// `true` also where the answer is known (`Api`, `Unexpected`, `Decode`): it was sent.
    pub fn may_have_been_sent(&self) -> bool {
        match self {
            Self::Build(_)
            | Self::Auth(_)
            | Self::CircuitOpen { .. }
            | Self::RateLimited { .. }
            | Self::Connect { .. } => false,
            Self::Timeout { sent, .. } | Self::Io { sent, .. } => *sent,
            Self::ResponseTooLarge { .. }
            | Self::Decode { .. }
            | Self::Pagination { .. }
            | Self::Api(..)
            | Self::Unexpected(_) => true,
        }
    }

    /// The key the call was sent with: repeat it with the same one, or ask the server what became of it.
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        match self {
            Self::Build(_)
            | Self::Auth(_)
            | Self::CircuitOpen { .. }
            | Self::RateLimited { .. } => None,
            Self::Connect { call, .. } | Self::Timeout { call, .. } | Self::Io { call, .. } => {
                call.idempotency_key.as_ref()
            }
            Self::ResponseTooLarge { .. }
            | Self::Decode { .. }
            | Self::Pagination { .. }
            | Self::Api(..)
            | Self::Unexpected(_) => self.response()?.idempotency_key.as_ref(),
        }
    }

    /// The response, if there was one.
    pub fn response(&self) -> Option<&ResponseMeta> {
        match self {
            Self::ResponseTooLarge { meta, .. }
            | Self::Decode { meta, .. }
            | Self::Pagination { meta, .. }
            | Self::Api(_, meta) => Some(meta),
            Self::Unexpected(response) => Some(&response.meta),
            Self::Build(_)
            | Self::Auth(_)
            | Self::CircuitOpen { .. }
            | Self::RateLimited { .. }
            | Self::Connect { .. }
            | Self::Timeout { .. }
            | Self::Io { .. } => None,
        }
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|meta| meta.status)
    }

    /// How long to wait before another try, if the server or a limiter of the client said so.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::CircuitOpen { retry_after } | Self::RateLimited { retry_after } => {
                Some(*retry_after)
            }
            Self::Build(_)
            | Self::Auth(_)
            | Self::Connect { .. }
            | Self::Timeout { .. }
            | Self::Io { .. }
            | Self::ResponseTooLarge { .. }
            | Self::Decode { .. }
            | Self::Pagination { .. }
            | Self::Api(..)
            | Self::Unexpected(_) => self.response()?.retry_after(),
        }
    }
}

impl CoreError {
    /// The same error, of an operation with error statuses of its own.
    pub fn widen<E>(self) -> Error<E> {
        match self {
            Self::Build(error) => Error::Build(error),
            Self::Auth(error) => Error::Auth(error),
            Self::CircuitOpen { retry_after } => Error::CircuitOpen { retry_after },
            Self::RateLimited { retry_after } => Error::RateLimited { retry_after },
            Self::Connect { source, call } => Error::Connect { source, call },
            Self::Timeout { scope, sent, call } => Error::Timeout { scope, sent, call },
            Self::Io { sent, source, call } => Error::Io { sent, source, call },
            Self::ResponseTooLarge { limit, meta } => Error::ResponseTooLarge { limit, meta },
            Self::Decode { error, meta } => Error::Decode { error, meta },
            Self::Pagination { error, meta } => Error::Pagination { error, meta },
            Self::Api(never, _) => match never {},
            Self::Unexpected(response) => Error::Unexpected(response),
        }
    }
}

/// Which time limit passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutScope {
    /// Opening a connection.
    Connect,
    /// One attempt, and no other was allowed.
    Attempt,
    /// The whole call.
    Call,
}

/// How far a call got that has no response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallSummary {
    /// The operation.
    pub operation: &'static str,
    /// How many attempts were begun.
    pub attempts: u32,
    /// The key the call was sent with.
    pub idempotency_key: Option<IdempotencyKey>,
}

/// A response the contract does not describe.
#[non_exhaustive]
pub struct UnexpectedResponse {
    /// The response without its body.
    pub meta: ResponseMeta,
    /// The beginning of its body, at most [`UnexpectedResponse::BODY_LIMIT`] bytes.
    pub body: Bytes,
    /// Why the declared body could not be read, if the status is a declared one.
    pub decode_error: Option<JsonError>,
}

impl UnexpectedResponse {
    /// How much of the body is kept.
    pub const BODY_LIMIT: usize = 64 * 1024;

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.meta.status
    }

    /// The body as text, with anything that is not UTF-8 replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Bodies may hold what must not be logged, so only their length is printed.
impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnexpectedResponse")
            .field("meta", &self.meta)
            .field("body_length", &self.body.len())
            .field("decode_error", &self.decode_error)
            .finish()
    }
}

/// What a generated decoder says about a response that is not a success.
#[derive(Debug)]
pub enum Failure<E> {
    /// A declared error.
    Api(E),
    /// The body or a header field does not look as declared.
    Decode(JsonError),
    /// The status is not declared.
    Unexpected,
}

impl<E> From<JsonError> for Failure<E> {
    fn from(error: JsonError) -> Self {
        Self::Decode(error)
    }
}
