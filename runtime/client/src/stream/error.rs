//! What can become of a stream that has begun?

use std::fmt;
use std::time::Duration;

use countersign_core::json::{self, JsonError};
use countersign_core::problem::Problem;
use countersign_core::stream::{Frame, FrameError};
use serde::de::DeserializeOwned;

use crate::error::{BoxError, CoreError};

/// Why a stream has no next value. After [`StreamError::Decode`], [`StreamError::Server`] and a truncated record others may
/// follow; after any other error the stream has ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke and the stream could not be resumed.
    #[error("the stream broke: {0}")]
    Io(BoxError),
    /// Nothing came for so long that the connection counts as dead.
    #[error("nothing came for {0:.0?}")]
    Idle(Duration),
    /// The time limit of the whole stream passed.
    #[error("the stream took longer than {0:.0?}")]
    Timeout(Duration),
    /// An event is longer than the client reads, or a record was cut off.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// An event that does not look as the contract says.
    #[error("an event is not as declared: {error}")]
    #[non_exhaustive]
    Decode {
        /// What is wrong with it, and where.
        error: JsonError,
        /// The event as it came.
        frame: Box<Frame>,
    },
    /// The server reported a failure of its own in the stream.
    #[error("{0}")]
    Server(ServerFailure),
    /// The stream ended before the value that ends it.
    #[error("the stream ended early")]
    Incomplete,
    /// The stream broke and asking for the rest failed.
    #[error("the stream could not be resumed: {0}")]
    Resume(Box<CoreError>),
}

/// A failure that a server reports in a stream that has begun, when it is too late for a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFailure(pub(crate) Box<Frame>);

impl ServerFailure {
    /// The event that reported it.
    pub fn frame(&self) -> &Frame {
        &self.0
    }

    /// What the server says, as a problem document (RFC 9457), if it is one.
    pub fn problem(&self) -> Option<Problem> {
        self.json().ok()
    }

    /// What the server says, as JSON of this shape.
    ///
    /// # Errors
    /// When it is not.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        json::decode(&self.0.data)
    }
}

/// What the server says may hold anything, so only the name of the event is printed.
impl fmt::Display for ServerFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let event = self.0.event.as_deref().unwrap_or_default();
        write!(formatter, "the server reported a failure (event `{event}`)")
    }
}
