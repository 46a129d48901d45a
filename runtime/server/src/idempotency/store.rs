//! What a place to keep keys must be able to do.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderMap, StatusCode};

/// Keeps claims and answers. Every method is one arbitrated step: of any number of concurrent calls, in one process or
/// many, exactly one is told [`Claimed::First`].
pub trait IdempotencyStore: fmt::Debug + Send + Sync + 'static {
    /// Claims a call, or says how far the one that has it is.
    fn claim(&self, claim: Claim) -> BoxFuture<'_, Result<Claimed, StoreError>>;

    /// Keeps an answer for `retention` if `token` still holds the claim (compare-and-set).
    fn complete(
        &self,
        record: RecordId,
        token: FencingToken,
        response: StoredResponse,
        retention: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>>;

    /// Frees the call if `token` still holds the claim.
    fn abandon(
        &self,
        record: RecordId,
        token: FencingToken,
    ) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Extends the lease to `lease` from now if `token` still holds the claim.
    fn renew(
        &self,
        record: RecordId,
        token: FencingToken,
        lease: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>>;
}

/// The name of a call: a digest of principal, operation and key. The key itself is never stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub [u8; 32]);

/// A digest of what the call says. JSON bodies count by value: whitespace and key order do not matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

/// Proof of a claim; a later claim of the same call gets a larger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FencingToken(pub u64);

/// The wish to run a call.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Which call.
    pub record: RecordId,
    /// What it says.
    pub fingerprint: Fingerprint,
    /// How long the claim counts without a renewal.
    pub lease: Duration,
    /// How long the call is remembered at least, should it never end.
    pub retention: Duration,
}

/// The answer to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// Run it, and hand the token in with the answer.
    First(FencingToken),
    /// It runs elsewhere.
    Running,
    /// The name stands for a call that said something else.
    Mismatch,
    /// It ended with this answer.
    Done(StoredResponse),
}

/// Whether a token still held its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionOutcome {
    /// It did, and the step was taken.
    Held,
    /// The lease had ended and somebody else has the call: nothing was changed.
    Lost,
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// Its status.
    pub status: StatusCode,
    /// The header fields the handler set.
    pub headers: HeaderMap,
    /// Its body.
    pub body: StoredBody,
}

/// A body as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredBody {
    /// All of it.
    Kept(Bytes),
    /// It was larger than the router or the store allows; the call counts as done all the same.
    TooLarge,
}

/// The store cannot be asked or cannot take more. Nothing runs without it.
#[derive(Debug, thiserror::Error)]
#[error("the idempotency store does not answer: {reason}")]
pub struct StoreError {
    reason: String,
}

impl StoreError {
    /// An error with a reason for the operator's log; callers do not see it.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_prefix(f, "RecordId", &self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_prefix(f, "Fingerprint", &self.0)
    }
}

fn write_prefix(f: &mut fmt::Formatter<'_>, name: &str, digest: &[u8; 32]) -> fmt::Result {
    write!(f, "{name}(#")?;
    for byte in &digest[..4] {
        write!(f, "{byte:02x}")?;
    }
    f.write_str(")")
}
