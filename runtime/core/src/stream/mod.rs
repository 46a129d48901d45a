//! How do values follow each other in one body: Server-Sent Events, JSON lines, JSON text sequences, parts?
//!
//! Three layers. A [`Decoder`] cuts bytes into [`Frame`]s, whatever pieces they come in, and never holds more than its
//! limit; the encoders write frames so that no value can break out of its field. A [`Shape`] says what of a frame is the
//! value, and turns frames into typed [`Event`]s and back. A [`StreamDescriptor`] is the table entry of an operation.

mod decode;
mod descriptor;
mod encode;
mod event;
mod event_stream;
mod parts;
mod records;
mod split;

pub use decode::{Decoder, FrameError};
pub use descriptor::{Framing, Shape, StreamDescriptor};
pub use encode::{EncodeError, comment};
pub use event::{Event, Frame};

/// The longest event that is read unless somebody says otherwise: 1 MiB.
pub const DEFAULT_EVENT_LIMIT: usize = 1024 * 1024;

/// The header of a request that resumes a stream (WHATWG HTML 9.2.3).
pub const LAST_EVENT_ID: &str = "last-event-id";
