//! A response's body that its caller reads piece by piece: it never has to fit into memory.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, Stream};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use crate::call::{self, Call, Refusal};
use crate::error::{CoreError, Error, Failure};
use crate::execute;
use crate::request::{Body, BodySource};
use crate::response::{RawResponse, ResponseMeta};
use crate::runtime::Shared;

/// Nothing comes for so long: the server has forgotten us.
const IDLE: Duration = Duration::from_secs(60);

impl<E> Call<Bytes, E> {
    /// Sends the call and hands the bytes of its success over as they come. Deadlines end with the header of the response;
    /// from then on only silence is a reason to stop.
    pub fn download(self) -> Downloading<E>
    where
        E: 'static,
    {
        self.download_of("")
    }
}

impl<T: 'static, E: 'static> Call<T, E> {
    /// The same of a call whose successes are bytes in these media types, as an `Accept` field lists them, or something else. With
    /// none listed all of them are bytes or nothing.
    #[doc(hidden)]
    pub fn download_of(self, accept: &'static str) -> Downloading<E> {
        let (runtime, request, decode) = self.into_parts();
        let client = Arc::clone(&runtime.0);
        Downloading {
            opened: Box::pin(execute::execute_download(runtime.0, request, accept)),
            client,
            refusal: Box::new(move |response| decode(response).map(drop)),
        }
    }
}

/// A call on its way whose success is read piece by piece. Dropping it gives it up.
#[must_use = "a call does nothing until it is awaited"]
pub struct Downloading<E> {
    opened: BoxFuture<'static, Result<(RawResponse, Option<Body>), CoreError>>,
    client: Arc<Shared>,
    refusal: Refusal<E>,
}

impl<E> Future for Downloading<E> {
    type Output = Result<Download, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (response, body) = match std::task::ready!(self.opened.as_mut().poll(context)) {
            Ok(opened) => opened,
            Err(error) => return Poll::Ready(Err(error.widen())),
        };
        // Whether the contract declares the status is for the decoder to say; it reads an empty body as empty bytes.
        let failure = (self.refusal)(&response).err();
        Poll::Ready(match (failure, body) {
            (None, Some(body)) => Ok(Download {
                body,
                meta: response.meta,
                client: Arc::clone(&self.client),
                idle: IDLE,
            }),
            (failure, _) => {
                let failure = failure.unwrap_or(Failure::Unexpected);
                Err(call::failed(response, failure))
            }
        })
    }
}

impl<E> fmt::Debug for Downloading<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Downloading")
            .finish_non_exhaustive()
    }
}

/// The bytes of a response, as they come.
pub struct Download {
    body: Body,
    meta: ResponseMeta,
    client: Arc<Shared>,
    idle: Duration,
}

impl Download {
    /// Everything about the response but its body.
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    /// How long the server says it is.
    pub fn length(&self) -> Option<u64> {
        self.body.size_hint().exact()
    }

    /// Gives the response up when nothing comes for so long; a minute unless said.
    #[must_use]
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle = limit;
        self
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// When the connection breaks, or nothing comes for too long. Nothing follows an error.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, DownloadError> {
        loop {
            let frame = self.client.time.limit(self.idle, || {}, self.body.frame());
            let error = match frame.await {
                Ok(None) => return Ok(None),
                Ok(Some(Ok(frame))) => match frame.into_data() {
                    Ok(bytes) if bytes.is_empty() => continue,
                    Ok(bytes) => return Ok(Some(bytes)),
                    Err(_trailers) => continue,
                },
                Ok(Some(Err(error))) => DownloadError::Io(error),
                Err(_elapsed) => DownloadError::Idle(self.idle),
            };
            self.body = Body::empty();
            return Err(error);
        }
    }

    /// The rest as one piece, unless it is longer than `limit` bytes.
    ///
    /// # Errors
    /// As [`Download::chunk`], and when it is too long.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, DownloadError> {
        let mut whole = bytes::BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit - whole.len() {
                return Err(DownloadError::TooLarge(limit));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    /// The pieces as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, DownloadError>> + Send {
        stream::unfold(Some(self), |download| async move {
            let mut download = download?;
            match download.chunk().await {
                Ok(chunk) => Some((Ok(chunk?), Some(download))),
                Err(error) => Some((Err(error), None)),
            }
        })
    }
}

/// Sends the bytes on, without holding them.
impl From<Download> for BodySource {
    fn from(download: Download) -> Self {
        Self::once(download.body)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("meta", &self.meta)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// Why the bytes of a response stop before their end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// The connection broke.
    #[error("the response broke off: {0}")]
    Io(#[source] countersign_core::body::BoxError),
    /// Nothing came for too long.
    #[error("nothing came for {0:?}")]
    Idle(Duration),
    /// It is longer than the caller wants to hold.
    #[error("the response is longer than {0} bytes")]
    TooLarge(usize),
}
