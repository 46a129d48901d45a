//! How does a client talk to a server in the same process, without a socket?

use std::fmt;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderValue, header};
use tower_service::Service;

use super::{ServiceTransport, Transport, TransportResult};
use crate::error::BoxError;
use crate::request::Body;

/// Hands requests to a server in this process, such as an axum `Router`: contract tests without sockets.
pub struct InMemory<S>(ServiceTransport<S>);

impl<S> InMemory<S> {
    /// A transport to `server`, whatever the host in the URL.
    pub const fn serve(server: S) -> Self {
        Self(ServiceTransport::new(server))
    }
}

impl<S, B> Transport for InMemory<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, mut request: http::Request<Body>) -> BoxFuture<'static, TransportResult> {
        // What an HTTP/1.1 connection would add (RFC 9110 7.2).
        let host = request
            .uri()
            .authority()
            .and_then(|authority| HeaderValue::try_from(authority.as_str()).ok());
        if let Some(host) = host {
            request.headers_mut().entry(header::HOST).or_insert(host);
        }
        self.0.send(request)
    }

    fn crosses_network(&self) -> bool {
        false
    }
}

impl<S> fmt::Debug for InMemory<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InMemory").finish_non_exhaustive()
    }
}
