//! The typed side of a stream.

use std::fmt;
use std::time::Duration;

use countersign_core::problem::Problem;
use countersign_core::stream::{EncodeError, Event, Frame, Shape};
use futures_util::stream::{BoxStream, Stream, StreamExt, TryStreamExt};
use serde::Serialize;

/// How long an event stream is silent before a comment says that it is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Events that a handler answers with, one after the other.
pub struct EventStream<T> {
    events: BoxStream<'static, Result<Event<T>, Problem>>,
    keep_alive: Duration,
}

impl<T: 'static> EventStream<T> {
    /// Events, or bare values, as a stream makes them.
    pub fn new<S>(events: S) -> Self
    where
        S: Stream + Send + 'static,
        S::Item: Into<Event<T>>,
    {
        Self {
            events: events.map(|event| Ok(event.into())).boxed(),
            keep_alive: KEEP_ALIVE,
        }
    }

    /// The same, of a stream that may fail. It is too late for a status then: an event stream ends with an event `error`
    /// whose data is the problem, any other is cut off.
    pub fn fallible<S, I, E>(events: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: Into<Event<T>> + 'static,
        E: Into<Problem> + 'static,
    {
        Self {
            events: events.map_ok(Into::into).map_err(Into::into).boxed(),
            keep_alive: KEEP_ALIVE,
        }
    }

    /// Sends a comment after so long a silence; 15 s unless said. JSON lines and sequences know no comments.
    #[must_use]
    pub const fn keep_alive(mut self, silence: Duration) -> Self {
        self.keep_alive = silence;
        self
    }
}

/// What comes next on the wire, or why it cannot.
pub(super) type Frames = BoxStream<'static, Result<Result<Frame, EncodeError>, Problem>>;

impl<T: Serialize + 'static> EventStream<T> {
    pub(super) fn into_frames(self, shape: Shape) -> (Frames, Duration) {
        let frames = self.events.map_ok(move |event| shape.encode(&event));
        (frames.boxed(), self.keep_alive)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventStream")
            .field("keep_alive", &self.keep_alive)
            .finish_non_exhaustive()
    }
}
