//! The name of one logical call, so that sending it twice does it once
//! (draft-ietf-httpapi-idempotency-key-header).

mod digest;
mod key;

pub use key::{IdempotencyKey, InvalidKey, MAX_LENGTH, MintError};

/// The response field that marks a stored answer given again; its value is `true`.
pub const REPLAYED_HEADER: &str = "idempotency-replayed";
