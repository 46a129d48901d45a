//! Why can a client not be set up?

use crate::auth::Credential;
use crate::server_url::ServerUrlError;

/// Why a client cannot be set up like this.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is none.
    #[error("`{url}` is no server URL: {reason}")]
    #[non_exhaustive]
    Server {
        /// What was given, without user name and password.
        url: String,
        /// What is wrong with it.
        reason: ServerUrlError,
    },
    /// The contract has no scheme such a credential is for.
    #[error("the contract has no security scheme for {credential:?}")]
    #[non_exhaustive]
    NoSchemeFits {
        /// The credential; printing it is safe.
        credential: Credential,
    },
    /// The contract has several schemes such a credential could be for.
    #[error(
        "the contract has several security schemes for {credential:?}: name one with `credential`"
    )]
    #[non_exhaustive]
    SeveralSchemesFit {
        /// The credential; printing it is safe.
        credential: Credential,
    },
    /// The contract has no scheme of this name.
    #[error("the contract has no security scheme `{scheme}`")]
    #[non_exhaustive]
    UnknownScheme {
        /// The name.
        scheme: String,
    },
    /// The scheme of this name wants another kind of credential.
    #[error("security scheme `{scheme}` does not take {credential:?}")]
    #[non_exhaustive]
    WrongKind {
        /// The name.
        scheme: String,
        /// The credential; printing it is safe.
        credential: Credential,
    },
    /// The credentials could be read on their way.
    #[error(
        "credentials would be sent to `{host}` over plain http; use https, or `allow_plain_http`"
    )]
    #[non_exhaustive]
    PlainHttp {
        /// The host.
        host: String,
    },
    /// A header field has a name or value with characters that cannot be sent.
    #[error("header field `{name}` cannot be sent")]
    #[non_exhaustive]
    Header {
        /// The field.
        name: String,
    },
    /// The crate was built without a transport of its own and none was given.
    #[error("there is no transport: give one, or enable the `reqwest` feature")]
    NoTransport,
}
