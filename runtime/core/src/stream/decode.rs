//! From chunks of bytes to frames.

use std::time::Duration;

use bytes::Bytes;

use super::descriptor::Framing;
use super::event::Frame;
use super::event_stream::EventStream;
use super::parts::Parts;
use super::records::{JsonLines, JsonSequence};

/// Cuts the bytes of a stream into frames. However the bytes are cut into chunks, the frames are the same.
///
/// ```
/// use countersign_core::stream::{Decoder, Framing};
///
/// let mut decoder = Decoder::new(Framing::EventStream, 1024);
/// decoder.push("id: 7\ndata: one\ndata: t".into());
/// assert!(decoder.next_frame().is_none());
/// decoder.push("wo\n\n".into());
/// let frame = decoder.next_frame().unwrap().unwrap();
/// assert_eq!((&*frame.text(), frame.id.as_deref()), ("one\ntwo", Some("7")));
/// ```
#[derive(Debug)]
pub struct Decoder {
    state: State,
    failed: bool,
}

#[derive(Debug)]
enum State {
    EventStream(EventStream),
    JsonLines(JsonLines),
    JsonSequence(JsonSequence),
    Parts(Box<Parts>),
}

impl Decoder {
    /// A decoder of frames of at most `limit` bytes, told apart as we tell them apart.
    pub fn new(framing: Framing, limit: usize) -> Self {
        Self::of_body(framing, &framing.content_type(framing.media_type()), limit)
    }

    /// A decoder of the frames of a body with this `Content-Type`, which names the boundary of parts.
    pub fn of_body(framing: Framing, content_type: &str, limit: usize) -> Self {
        Self {
            state: match framing {
                Framing::EventStream => State::EventStream(EventStream::new(limit)),
                Framing::JsonLines => State::JsonLines(JsonLines::new(limit)),
                Framing::JsonSequence => State::JsonSequence(JsonSequence::new(limit)),
                Framing::Parts => State::Parts(Box::new(Parts::new(content_type, limit))),
            },
            failed: false,
        }
    }

    /// A decoder of what follows the event with this id.
    #[must_use]
    pub fn resuming(mut self, last_event_id: Option<&str>) -> Self {
        if let (State::EventStream(state), Some(id)) = (&mut self.state, last_event_id) {
            state.resume(id);
        }
        self
    }

    /// The bytes that follow those given before. Ask for frames before giving more, or they are all held.
    pub fn push(&mut self, chunk: Bytes) {
        match &mut self.state {
            State::EventStream(state) => state.push(chunk),
            State::JsonLines(state) => state.push(chunk),
            State::JsonSequence(state) => state.push(chunk),
            State::Parts(state) => state.push(chunk),
        }
    }

    /// The next whole frame; `None` when more bytes are needed. After [`FrameError::TooLong`] there is none.
    pub fn next_frame(&mut self) -> Option<Result<Frame, FrameError>> {
        if self.failed {
            return None;
        }
        let next = match &mut self.state {
            State::EventStream(state) => state.next(),
            State::JsonLines(state) => state.next(),
            State::JsonSequence(state) => state.next(),
            State::Parts(state) => state.next(),
        };
        self.failed = matches!(next, Some(Err(FrameError::TooLong { .. })));
        next
    }

    /// No bytes follow. Whether that completes another frame, which is then the next one; an event without its blank line
    /// is none (WHATWG HTML 9.2.6).
    pub fn end(&mut self) -> bool {
        match &mut self.state {
            State::EventStream(_) => false,
            State::JsonLines(state) => state.end(),
            State::JsonSequence(state) => state.end(),
            State::Parts(state) => state.end(),
        }
    }

    /// The id that resuming the stream would send: that of the last whole event that had one.
    pub fn last_event_id(&self) -> Option<&str> {
        match &self.state {
            State::EventStream(state) => state.last_event_id(),
            State::JsonLines(_) | State::JsonSequence(_) | State::Parts(_) => None,
        }
    }

    /// How long the server wants a client to wait before it reconnects.
    pub fn reconnection_time(&self) -> Option<Duration> {
        match &self.state {
            State::EventStream(state) => state.reconnection_time(),
            State::JsonLines(_) | State::JsonSequence(_) | State::Parts(_) => None,
        }
    }
}

/// A piece of a stream that is no frame.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// It is longer than the decoder reads; the stream is of no more use.
    #[error("an event is longer than {limit} bytes")]
    #[non_exhaustive]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A number, `true`, `false` or `null` that may lack its end (RFC 7464 2.4); the frames after it are whole.
    #[error("a record may have been cut off")]
    Truncated,
    /// The body is none of parts, or is cut off; nothing follows.
    #[error("the body {0}")]
    Parts(String),
}
