//! The values of a stream, one by one.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use countersign_core::stream::{Event, Frame, Shape};
use futures_util::stream::{BoxStream, Stream, StreamExt};
use serde::de::DeserializeOwned;

use super::error::StreamError;
use crate::response::ResponseMeta;

/// The stream that a call was answered with.
///
/// It is read at the pace it is polled at: nothing is buffered beyond one piece of the body. Dropping it hangs up.
#[must_use = "a stream does nothing until it is polled"]
pub struct EventStream<T> {
    frames: BoxStream<'static, Result<Frame, StreamError>>,
    decode: fn(Shape, Frame) -> Result<Event<T>, StreamError>,
    shape: Shape,
    meta: ResponseMeta,
    last_event_id: Option<String>,
}

impl<T> EventStream<T> {
    /// Everything about the response that opened the stream but its body.
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    /// The id of the last event that was handed over: what a later call goes on after with
    /// [`StreamCall::last_event_id`](super::StreamCall::last_event_id).
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// The next event; `None` when the stream has ended. Nothing is lost when the future is dropped.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        StreamExt::next(self).await
    }
}

impl<T: DeserializeOwned> EventStream<T> {
    pub(crate) fn new(
        frames: BoxStream<'static, Result<Frame, StreamError>>,
        shape: Shape,
        meta: ResponseMeta,
        last_event_id: Option<String>,
    ) -> Self {
        Self {
            frames,
            decode,
            shape,
            meta,
            last_event_id,
        }
    }
}

fn decode<T: DeserializeOwned>(shape: Shape, frame: Frame) -> Result<Event<T>, StreamError> {
    match shape.decode(&frame) {
        Ok(data) => {
            let mut event = Event::new(data);
            event.event = frame.event;
            event.id = frame.id;
            event.retry = frame.retry;
            Ok(event)
        }
        Err(error) => Err(StreamError::Decode {
            error,
            frame: Box::new(frame),
        }),
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = std::task::ready!(self.frames.poll_next_unpin(context));
        Poll::Ready(next.map(|frame| {
            let frame = frame?;
            if frame.id.is_some() {
                self.last_event_id.clone_from(&frame.id);
            }
            (self.decode)(self.shape, frame)
        }))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventStream")
            .field("meta", &self.meta)
            .field("last_event_id", &self.last_event_id)
            .finish_non_exhaustive()
    }
}
