//! How is an answer received that comes value by value: opened, read at the reader's pace, taken up again when it breaks off?
//!
//! Opening is an ordinary call: deadline, rate limit, retries, breaker, credentials. An answer with a status of failure is
//! decoded as usual. Once the stream has begun nothing is retried; it can only be resumed, if
//!
//! - it is an event stream and its method is safe (RFC 9110 9.2.1), so that asking again does nothing,
//! - the server has given the last event an id to go on after, or no event has come yet,
//! - it has reported no failure of its own, and
//! - fewer than [`Reconnect::attempts`] connections in a row were fruitless.
//!
//! A stream that ends without being broken off has ended, unless its events have ids: then the client asks once more, as
//! the standard wants (WHATWG HTML 9.2.3), and a server that has nothing to add answers 204 or ends without a byte.

mod call;
mod error;
mod events;
mod options;
mod session;

pub use call::{Opening, StreamCall};
pub use error::{ServerFailure, StreamError};
pub use events::EventStream;
pub use options::Reconnect;
