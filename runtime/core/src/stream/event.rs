//! One event: with its value, and as it stands on the wire.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// A value of a stream and what an event stream says around it. JSON lines and sequences know nothing but the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The value.
    pub data: T,
    /// The name of the event; `None` is an ordinary message.
    pub event: Option<String>,
    /// Received: the id in force, which resuming after this event would send. Sent: the event's own id.
    pub id: Option<String>,
    /// How long to wait before reconnecting, if the server said so here.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An ordinary message.
    pub const fn new(data: T) -> Self {
        Self {
            data,
            event: None,
            id: None,
            retry: None,
        }
    }

    /// Names the event.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.event = Some(name.into());
        self
    }

    /// Gives the event an id, so that a client can go on after it.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Tells the client how long to wait before it reconnects.
    #[must_use]
    pub const fn with_retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The same event around another value.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Event<U> {
        Event {
            data: map(self.data),
            event: self.event,
            id: self.id,
            retry: self.retry,
        }
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

/// An event as its bytes say.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The data: lines joined by a line feed in an event stream, a JSON text in the others.
    pub data: Vec<u8>,
    /// `event`
    pub event: Option<String>,
    /// `id`: received, the one in force; sent, the event's own.
    pub id: Option<String>,
    /// `retry`
    pub retry: Option<Duration>,
}

impl Frame {
    /// The data as text; anything that is not UTF-8 is replaced, as the standard says.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.data)
    }
}

/// Data may hold what must not be logged, so only its length is printed.
impl fmt::Debug for Frame {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Frame")
            .field("event", &self.event)
            .field("id", &self.id)
            .field("retry", &self.retry)
            .field("data_length", &self.data.len())
            .finish()
    }
}
