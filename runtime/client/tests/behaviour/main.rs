//! What the client does over time, in virtual time and without sockets.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod answers;
mod authentication;
mod bodies;
mod budget;
mod cancellation;
mod circuit_breaker;
mod conflict;
mod deadline;
mod harness;
mod keys;
mod laws;
mod own_time;
mod pages;
mod rate_limit;
mod safety;
mod server_delay;
mod streams;
mod telemetry;
mod transports;
