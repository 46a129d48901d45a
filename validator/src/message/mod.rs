//! Recorded requests and responses against operations.

mod body;
mod finding;
mod idempotency;
mod operation;
mod parameter;
mod request;
mod response;
mod security;

pub use finding::{Finding, FindingKind, Place};
pub(crate) use operation::Routes;
pub use request::CheckedRequest;
