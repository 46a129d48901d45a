//! The limits of a server loop.

use std::time::Duration;

/// How long a server waits for its peers and how many it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// For the head of a request, counted from the opening of the connection or the end of the request before.
    pub header_read: Duration,
    /// For the pieces of a request body, beyond what [`Self::least_rate`] grants; then the request is answered with 408.
    pub body_idle: Duration,
    /// For the peer to take an answer, beyond what [`Self::least_rate`] grants; then the connection is cut.
    pub write_idle: Duration,
    /// Bytes that buy a peer another second of waiting, in either direction; with 0 any byte buys the whole time again.
    pub least_rate: u64,
    /// For the next request on an HTTP/2 connection with nothing to do.
    pub keep_alive: Duration,
    /// Connections at once; more wait to be accepted.
    pub max_connections: usize,
    /// Header fields of an HTTP/1.1 request; more are answered with 431.
    pub max_headers: usize,
    /// Bytes of a request's head; more are answered with 431.
    pub max_header_bytes: u32,
    /// For running requests to finish once the server is told to stop.
    pub shutdown_timeout: Duration,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            body_idle: Duration::from_secs(20),
            write_idle: Duration::from_secs(20),
            least_rate: 240,
            keep_alive: Duration::from_secs(60),
            max_connections: 1024,
            max_headers: 100,
            max_header_bytes: 64 << 10,
            shutdown_timeout: Duration::from_secs(30),
        }
    }
}
