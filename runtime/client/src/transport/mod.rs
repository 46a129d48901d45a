//! How does one request reach a server and its response come back? The only thing a client needs from the outside.

mod in_memory;
#[cfg(feature = "reqwest")]
mod reqwest;
mod service;

use std::fmt;
use std::time::Duration;

use futures_util::future::BoxFuture;

pub use in_memory::InMemory;
#[cfg(feature = "reqwest")]
pub use reqwest::Reqwest;
pub use service::ServiceTransport;

use crate::error::BoxError;
use crate::request::Body;

/// What a transport gives back: the head of a response and a body to be read.
pub type TransportResult = Result<http::Response<Body>, TransportError>;

/// Sends one request, once, and hands back whatever comes.
///
/// It must not retry, follow redirects of requests with effects, or time out on its own account: the client does that
/// around it. Dropping the future gives the request up.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request. Its extensions hold a [`ConnectTimeout`].
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, TransportResult>;

    /// Whether requests can be read by others on their way, so that credentials need encryption.
    fn crosses_network(&self) -> bool {
        true
    }
}

/// How long opening a connection may take: an extension of each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectTimeout(pub Duration);

/// Why there is no response.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) kind: TransportErrorKind,
    source: BoxError,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportErrorKind {
    NotSent,
    ConnectTimeout,
    MaybeSent,
}

impl TransportError {
    /// The request certainly did not reach the server: it may be sent again.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::NotSent, source)
    }

    /// Opening a connection took longer than the [`ConnectTimeout`].
    pub fn connect_timeout(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::ConnectTimeout, source)
    }

    /// The server may have seen the request. When in doubt, this is the right one.
    pub fn maybe_sent(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::MaybeSent, source)
    }

    fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(formatter)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Display` already says what the error itself says.
        self.source.source()
    }
}
