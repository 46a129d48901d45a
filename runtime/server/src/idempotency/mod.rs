//! One effect per idempotency key, however often the call arrives (draft-ietf-httpapi-idempotency-key-header).
//!
//! A call is named by (principal, operation, key); all anonymous callers are one principal. The first one to claim its name runs; a second one while it runs is
//! answered with 409, one with another payload with 422, one after it has ended with the stored answer and
//! `Idempotency-Replayed: true`. When the store cannot be asked, nothing runs: 503.
//!
//! What is kept: every answer of a handler, refusals such as 404 or 409 included, because the second call must hear what
//! the first one heard. Not kept, so that the same call may be made again: 401, 403, 408, 425, 429 and 503, with which a
//! handler says that it did nothing. Another 5xx or a panic says nothing about effects: it is kept unless
//! [`Failures::Release`] is chosen. Requests refused before the claim (validation, authentication, rate) leave no trace.

mod fingerprint;
mod memory;
mod once;
mod store;

pub use memory::{MemoryLimits, MemoryStore};
pub use store::{
    Claim, Claimed, CompletionOutcome, FencingToken, Fingerprint, IdempotencyStore, RecordId,
    StoreError, StoredBody, StoredResponse,
};

pub(crate) use once::{Keyed, once};

/// What happens to the key of a call that failed inside: 5xx other than 503, or a panic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failures {
    /// The failure is the answer, for every later call with the key: the effect may have happened.
    #[default]
    Keep,
    /// The key is free again. Only right when handlers undo what they did before they fail, e.g. in a transaction.
    Release,
}
