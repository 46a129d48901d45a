//! How is an answer sent that comes value by value?
//!
//! A handler answers with an [`EventStream`]. It is polled as fast as the peer takes what comes out, so nothing is
//! buffered; it is dropped when the peer hangs up; it ends when the server drains, so that a client can go on elsewhere.
//! While it has nothing to say, an event stream says so in comments. No idempotency store keeps it.

mod body;
mod events;

pub(crate) use body::EventBody;
pub use events::EventStream;

/// Tells streams that the server wants to stop: an extension of each request.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(pub(crate) tokio::sync::watch::Receiver<bool>);
