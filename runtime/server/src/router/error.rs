//! Why a router cannot be built: something the contract asks for is missing.

use super::template::TemplateError;

/// A router that would be open, ambiguous or unprotected somewhere.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// An operation needs a scheme that nobody verifies.
    #[error(
        "operation `{operation}` needs the security scheme `{scheme}`, which has no verifier: \
         add one with `.verifier(\"{scheme}\", ..)`"
    )]
    MissingVerifier {
        /// The operation's id.
        operation: &'static str,
        /// The scheme's name in the contract.
        scheme: &'static str,
    },
    /// A verifier for every scheme of a kind, and several schemes of that kind: they rarely mean the same callers.
    #[error(
        "one verifier was given for the schemes `{first}` and `{second}`: \
         name them apart with `.verifier(name, ..)`"
    )]
    AmbiguousVerifier {
        /// One scheme it fits.
        first: &'static str,
        /// Another.
        second: &'static str,
    },
    /// A verifier that takes another kind of credential than the scheme carries.
    #[error("the verifier of `{scheme}` takes {verifier}, but the scheme carries {carries}")]
    WrongVerifier {
        /// The scheme's name in the contract.
        scheme: &'static str,
        /// What the verifier takes.
        verifier: &'static str,
        /// What the scheme carries.
        carries: &'static str,
    },
    /// A scheme whose credential this runtime cannot find in a request by itself.
    #[error(
        "operation `{operation}` needs the security scheme `{scheme}`, which is checked outside \
         the request's text: add `.verifier(\"{scheme}\", Verifier::request(..))`"
    )]
    UnsupportedScheme {
        /// The operation's id.
        operation: &'static str,
        /// The scheme's name in the contract.
        scheme: &'static str,
    },
    /// A name in `security` or `.verifier(..)` that the contract does not declare.
    #[error("the contract declares no security scheme `{scheme}`")]
    UnknownScheme {
        /// The name.
        scheme: String,
    },
    /// An operation honours idempotency keys and there is nowhere to keep them.
    #[error(
        "operation `{operation}` honours idempotency keys: add a store with `.idempotency(..)`"
    )]
    MissingIdempotencyStore {
        /// The operation's id.
        operation: &'static str,
    },
    /// Two operations answer the same requests.
    #[error("operations `{first}` and `{second}` both answer {method} {path}")]
    ConflictingRoutes {
        /// The one that came first.
        first: &'static str,
        /// The other.
        second: &'static str,
        /// Their method.
        method: &'static str,
        /// The path without parameter names.
        path: String,
    },
    /// A path template that cannot be routed.
    #[error("operation `{operation}` has the path `{path}`: {reason}")]
    UnsupportedPath {
        /// The operation's id.
        operation: &'static str,
        /// The template.
        path: &'static str,
        /// What is wrong with it.
        reason: TemplateError,
    },
    /// A method that HTTP does not allow (RFC 9110 section 9.1).
    #[error("operation `{operation}` has the method `{method}`, which is no HTTP method")]
    InvalidMethod {
        /// The operation's id.
        operation: &'static str,
        /// The method.
        method: &'static str,
    },
    /// A rate of no requests, or per no time.
    #[error("operation `{operation}` declares a rate limit that admits nothing")]
    InvalidRateLimit {
        /// The operation's id.
        operation: &'static str,
    },
}
