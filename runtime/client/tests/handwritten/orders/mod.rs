//! Takes orders. Every POST is safe to repeat: send an `Idempotency-Key` and the same answer comes back.

pub mod client;
mod operations;
pub mod types;

pub use client::Client;
