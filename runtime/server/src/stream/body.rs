//! The bytes of a stream: frames, signs of life, an end.

use std::borrow::Cow;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use countersign_core::json;
use countersign_core::problem::Problem;
use countersign_core::stream::{Frame, Framing, StreamDescriptor, comment};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::StreamExt as _;
use http_body::Frame as BodyFrame;
use serde::Serialize;
use tokio::time::{Instant, Sleep};

use super::Stopping;
use super::events::{EventStream, Frames};

/// The body of an answer that is a stream.
pub(crate) struct EventBody {
    stream: StreamDescriptor,
    /// `None` once the stream has ended.
    frames: Option<Frames>,
    silence: Duration,
    /// When the next sign of life is due; made on the first wait, since a timer needs a runtime.
    alarm: Option<Pin<Box<Sleep>>>,
    stopping: Option<BoxFuture<'static, ()>>,
}

impl EventBody {
    pub(crate) fn new<T: Serialize + 'static>(
        stream: StreamDescriptor,
        events: EventStream<T>,
    ) -> Self {
        let (frames, silence) = events.into_frames(stream.shape);
        // A panic ends the stream like any other failure of the handler, and not the connection of others.
        let frames = AssertUnwindSafe(frames)
            .catch_unwind()
            .map(|frame| frame.unwrap_or_else(|_panic| Err(Problem::internal())));
        Self {
            stream,
            frames: Some(frames.boxed()),
            silence,
            alarm: None,
            stopping: None,
        }
    }

    /// The `Content-Type` it is sent under.
    pub(crate) fn content_type(&self) -> Cow<'static, str> {
        self.stream.framing.content_type(self.stream.media_type)
    }

    /// Ends the stream when the server wants to stop.
    pub(crate) fn until(&mut self, stopping: Option<Stopping>) {
        self.stopping = stopping.map(|Stopping(mut stopping)| {
            async move {
                // A server that is gone has stopped.
                let _ = stopping.wait_for(|stop| *stop).await;
            }
            .boxed()
        });
    }

    /// The bytes of a frame, or of the failure to make one.
    fn write(&mut self, frame: &Frame) -> Result<Bytes, axum::BoxError> {
        frame.encode(self.stream.framing).or_else(|error| {
            tracing::error!(%error, "an event cannot be written");
            self.fail(&Problem::internal())
        })
    }

    /// Ends the stream with what went wrong, where its framing can say so.
    fn fail(&mut self, problem: &Problem) -> Result<Bytes, axum::BoxError> {
        self.frames = None;
        let name = self.stream.error_event;
        if self.stream.framing != Framing::EventStream || name.is_empty() {
            return Err("the stream failed".into());
        }
        let frame = Frame {
            data: json::encode(problem)?.into(),
            event: Some(name.to_owned()),
            ..Frame::default()
        };
        Ok(frame.encode(self.stream.framing)?)
    }

    /// The value that says that no other follows, if the contract has one.
    fn finish(&mut self) -> Option<Result<Bytes, axum::BoxError>> {
        self.frames = None;
        if self.stream.sentinel.is_empty() {
            let closing = self.stream.framing.closing();
            return (!closing.is_empty()).then_some(Ok(closing));
        }
        Some(self.write(&Frame {
            data: self.stream.sentinel.as_bytes().to_vec(),
            ..Frame::default()
        }))
    }

    /// A comment, when the silence was long enough.
    fn sign_of_life(&mut self, context: &mut Context<'_>) -> Poll<Bytes> {
        if self.stream.framing != Framing::EventStream {
            return Poll::Pending;
        }
        let silence = self.silence;
        let alarm = self
            .alarm
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(silence)));
        std::task::ready!(alarm.poll_unpin(context));
        self.rest();
        Poll::Ready(comment(""))
    }

    /// Something was sent: the silence begins anew.
    fn rest(&mut self) {
        let silence = self.silence;
        if let Some(alarm) = &mut self.alarm {
            alarm.as_mut().reset(Instant::now() + silence);
        }
    }

    fn poll_bytes(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, axum::BoxError>>> {
        let stopping = self.stopping.as_mut();
        if stopping.is_some_and(|stopping| stopping.poll_unpin(context).is_ready()) {
            self.frames = None;
            self.stopping = None;
        }
        let Some(frames) = &mut self.frames else {
            return Poll::Ready(None);
        };
        match frames.poll_next_unpin(context) {
            Poll::Ready(Some(Ok(Ok(frame)))) => {
                self.rest();
                Poll::Ready(Some(self.write(&frame)))
            }
            Poll::Ready(Some(Ok(Err(error)))) => {
                tracing::error!(%error, "an event cannot be written");
                Poll::Ready(Some(self.fail(&Problem::internal())))
            }
            Poll::Ready(Some(Err(problem))) => Poll::Ready(Some(self.fail(&problem))),
            Poll::Ready(None) => Poll::Ready(self.finish()),
            Poll::Pending => self.sign_of_life(context).map(|bytes| Some(Ok(bytes))),
        }
    }
}

impl http_body::Body for EventBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<BodyFrame<Bytes>, axum::BoxError>>> {
        let bytes = std::task::ready!(self.poll_bytes(context));
        Poll::Ready(bytes.map(|bytes| bytes.map(BodyFrame::data)))
    }
}

impl fmt::Debug for EventBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventBody")
            .field("stream", &self.stream)
            .field("ended", &self.frames.is_none())
            .finish_non_exhaustive()
    }
}
