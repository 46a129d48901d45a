//! A generated server, written by hand, and what its callers see.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something unexpected happens"
)]

#[expect(
    unreachable_pub,
    reason = "it is the root of a library, were it not part of a test"
)]
mod orders;
mod shop;

mod answers;
mod idempotency;
mod robustness;
mod validation;
