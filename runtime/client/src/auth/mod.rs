//! Which credentials go on a request? Chosen from what the operation asks for and what the client has.

mod credential;
mod plan;
mod token_source;

pub use credential::Credential;
pub(crate) use credential::Credentials;
pub use plan::{AuthError, MissingCredentials};
pub(crate) use plan::{Plan, plan};
pub use token_source::TokenSource;
