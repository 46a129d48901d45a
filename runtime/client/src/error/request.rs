//! Which argument cannot be written?

use countersign_core::json::JsonError;

/// An argument that has no place in a request. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The value of a parameter cannot be written in its style.
    #[error("parameter `{name}` {message}")]
    #[non_exhaustive]
    Parameter {
        /// The parameter.
        name: &'static str,
        /// What is in the way.
        message: String,
    },
    /// A path parameter was never given a value.
    #[error("path parameter `{name}` has no value")]
    #[non_exhaustive]
    PathParameterMissing {
        /// The parameter.
        name: &'static str,
    },
    /// A header field has a name or value with characters that cannot be sent.
    #[error("header field `{name}` cannot be sent")]
    #[non_exhaustive]
    Header {
        /// The field.
        name: String,
    },
    /// The body has no JSON form.
    #[error("the body cannot be written: {0}")]
    Body(JsonError),
    /// Path and query do not make a URL.
    #[error("the request has no valid URL: {0}")]
    Url(String),
    /// A sender does not know where to send this.
    #[error("the message has no destination")]
    NoDestination,
    /// A signature is made over all bytes, and a stream has not got them yet.
    #[error("a stream cannot be signed")]
    Unsignable,
    /// The system has no randomness to make an idempotency key from.
    #[error("no idempotency key could be made")]
    IdempotencyKey,
}
