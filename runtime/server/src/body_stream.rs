//! A request's body that its handler reads piece by piece: it never has to fit into memory.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use countersign_core::body::{self, BodySource};
use countersign_core::problem::Problem;
use futures_util::stream::{Stream, StreamExt as _};
use http_body::Body as _;
use http_body_util::{BodyExt as _, Limited};

use crate::execute;

/// The bytes of a body, as they come. No more than the router's `body_limit` is read.
///
/// A body that its handler leaves unread is given up together with the connection. One that carries an idempotency key is
/// in memory already, since its key is claimed for all of its bytes.
pub struct BodyStream {
    body: Limited<Body>,
    limit: usize,
}

impl BodyStream {
    pub(crate) fn new(body: Body, limit: usize) -> Self {
        Self {
            body: Limited::new(body, limit),
            limit,
        }
    }

    /// The bytes that are in memory.
    pub(crate) fn of(bytes: Bytes) -> Self {
        let limit = bytes.len();
        Self::new(Body::from(bytes), limit)
    }

    /// The whole body.
    ///
    /// # Errors
    /// A 413 problem beyond the limit, 408 when it came too slowly, 400 when it broke off.
    pub async fn bytes(self) -> Result<Bytes, Problem> {
        let limit = self.limit;
        match self.body.collect().await {
            Ok(collected) => Ok(collected.to_bytes()),
            Err(error) => Err(execute::body_failure(&*error, limit)),
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// As [`BodyStream::bytes`]. Nothing follows an error.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Problem> {
        self.next().await.transpose()
    }

    /// How long the caller says it is.
    pub fn length(&self) -> Option<u64> {
        self.body.size_hint().exact()
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes, Problem>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Problem>>> {
        loop {
            let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(context));
            return Poll::Ready(match frame {
                None => None,
                Some(Err(error)) => {
                    let problem = execute::body_failure(&*error, self.limit);
                    self.body = Limited::new(Body::empty(), 0);
                    Some(Err(problem))
                }
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) if bytes.is_empty() => continue,
                    Ok(bytes) => Some(Ok(bytes)),
                    Err(_trailers) => continue,
                },
            });
        }
    }
}

/// Passes the body on, to another service or back to the caller.
impl From<BodyStream> for BodySource {
    fn from(stream: BodyStream) -> Self {
        let limit = stream.limit;
        // A failure is the problem that it is to the caller, wherever it is noticed.
        let body = stream
            .body
            .map_err(move |error| execute::body_failure(&*error, limit));
        Self::once(body::Body::new(body))
    }
}

/// Reads a source piece by piece, such as a body that is bytes among other shapes. The limits of that are still those of the
/// router.
impl From<BodySource> for BodyStream {
    fn from(source: BodySource) -> Self {
        Self::new(Body::new(source.open()), usize::MAX)
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BodyStream")
            .field("length", &self.length())
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
