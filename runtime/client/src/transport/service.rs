//! How does a tower `Service` become a transport?

use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use tower_service::Service;

use super::{Transport, TransportError, TransportResult};
use crate::error::BoxError;
use crate::request::Body;

/// Sends requests through a [`tower_service::Service`]. Each request uses a clone of its own.
pub struct ServiceTransport<S> {
    // The lock makes services that are not `Sync` usable; it is held for the clone only.
    service: Mutex<S>,
}

impl<S> ServiceTransport<S> {
    /// A transport that sends through `service`.
    pub const fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
        }
    }
}

impl<S, B> Transport for ServiceTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, TransportResult> {
        let mut service = self
            .service
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(TransportError::not_sent)?;
            let response = service
                .call(request)
                .await
                .map_err(TransportError::maybe_sent)?;
            Ok(response.map(Body::new))
        })
    }
}

impl<S> fmt::Debug for ServiceTransport<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServiceTransport")
            .finish_non_exhaustive()
    }
}
