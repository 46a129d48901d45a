//! Who calls, and may they? (OAS 3.1.1 Security Requirement Object: alternatives of schemes needed together)

mod authenticate;
mod challenge;
mod credential;
mod plan;
mod verification;
mod verifier;

pub use countersign_core::secret::Secret;
pub use verification::Verification;
pub use verifier::{Denied, Verified, Verifier};

pub(crate) use authenticate::Caller;
pub(crate) use plan::{Plan, Verifiers};
