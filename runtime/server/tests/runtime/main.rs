//! What the runtime does around any generated code: routes, verifiers, rates, deadlines, connections.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something unexpected happens"
)]

mod authentication;
mod build_errors;
mod connections;
mod deadlines;
mod http2;
mod rate_limits;
mod routing;
mod streams;
mod telemetry;
mod tiny;
