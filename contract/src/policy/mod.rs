//! What the contract says about behaviour: retries, idempotency, timeouts, rate limits, streams, pages; and who said it.
//!
//! Keywords of the standard come first, then our `x-countersign-*` keys, then the keys of other vendors. Within one kind of
//! source the document is refined by the path item and the path item by the operation, field by field.

mod countersign;
mod kinds;
mod levels;
mod native;
mod pagination;
mod read;
mod sequence;
mod stream;
mod value;
mod vendor;

pub use kinds::{
    IdempotencyKeyPolicy, IdempotencyPolicy, KeyFormat, Policy, PolicySource, RateLimitPolicy,
    RetryPolicy, Sourced, TimeoutPolicy,
};
pub(crate) use read::read;
pub use sequence::{NextPagePolicy, PageSource, PaginationPolicy, StreamPolicy};

/// A JSON Schema (2020-12) for an object that may hold our keys: what `x-countersign-*` accept, with descriptions.
pub const EXTENSIONS_SCHEMA: &str = include_str!("extensions.schema.json");
