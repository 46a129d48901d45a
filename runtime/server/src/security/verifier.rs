//! What the user knows and the contract does not: whether a credential is good, and whose it is.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use countersign_core::operation::SecuritySchemeKind;
use countersign_core::secret::Secret;
use futures_util::future::BoxFuture;
use http::request::Parts;

use super::credential::Credential;

/// A caller whose credential is good.
#[derive(Clone, Debug)]
pub struct Verified<P> {
    pub(super) id: String,
    pub(super) principal: P,
    pub(super) scopes: BTreeSet<String>,
}

impl<P> Verified<P> {
    /// A caller. `id` names it for good and tells it from every other caller of the scheme: idempotency keys and rate
    /// limits are kept per id.
    pub fn new(id: impl Into<String>, principal: P) -> Self {
        Self {
            id: id.into(),
            principal,
            scopes: BTreeSet::new(),
        }
    }

    /// The scopes (or roles) the credential grants.
    #[must_use]
    pub fn with_scopes<I: IntoIterator<Item: Into<String>>>(mut self, scopes: I) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }
}

/// A credential that does not let its bearer in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denied {
    /// Unknown, expired, revoked or malformed: 401.
    Invalid,
    /// The request does not try this scheme. Only [`Verifier::request`] has to find out by itself.
    NotPresented,
    /// It could not be checked now: 503, to be tried again after the delay.
    Unavailable {
        /// Sent as `Retry-After`.
        retry_after: Duration,
    },
}

/// Checks the credentials of one scheme. Clones share one function.
pub struct Verifier<P> {
    pub(super) takes: Takes,
    verify: Arc<Verify<P>>,
}

type Verify<P> =
    dyn Fn(Credential) -> BoxFuture<'static, Result<Verified<P>, Denied>> + Send + Sync;

/// The kind of credential a verifier takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Bearer,
    Basic,
    ApiKey,
    Request,
}

impl<P: Send + Sync + 'static> Verifier<P> {
    /// Checks a bearer token (RFC 6750 section 2.1).
    pub fn bearer<F, Fut>(verify: F) -> Self
    where
        F: Fn(Secret) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Verified<P>, Denied>> + Send + 'static,
    {
        Self::new(Takes::Bearer, move |credential| match credential {
            Credential::Token(token) => Some(verify(token)),
            _ => None,
        })
    }

    /// Checks a user name and a password (RFC 7617).
    pub fn basic<F, Fut>(verify: F) -> Self
    where
        F: Fn(String, Secret) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Verified<P>, Denied>> + Send + 'static,
    {
        Self::new(Takes::Basic, move |credential| match credential {
            Credential::Password { user, password } => Some(verify(user, password)),
            _ => None,
        })
    }

    /// Checks an API key. Compare keys in constant time, or look up a digest of the key.
    pub fn api_key<F, Fut>(verify: F) -> Self
    where
        F: Fn(Secret) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Verified<P>, Denied>> + Send + 'static,
    {
        Self::new(Takes::ApiKey, move |credential| match credential {
            Credential::Key(key) => Some(verify(key)),
            _ => None,
        })
    }

    /// Checks whatever the head of the request shows: for client certificates that the acceptor left in the
    /// extensions, and for `http` schemes other than basic and bearer.
    pub fn request<F, Fut>(verify: F) -> Self
    where
        F: Fn(Parts) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Verified<P>, Denied>> + Send + 'static,
    {
        Self::new(Takes::Request, move |credential| match credential {
            Credential::Request(parts) => Some(verify(*parts)),
            _ => None,
        })
    }

    /// `verify` gives no future for a credential of another kind; the plan never hands it one.
    fn new<F, Fut>(takes: Takes, verify: F) -> Self
    where
        F: Fn(Credential) -> Option<Fut> + Send + Sync + 'static,
        Fut: Future<Output = Result<Verified<P>, Denied>> + Send + 'static,
    {
        Self {
            takes,
            verify: Arc::new(move |credential| match verify(credential) {
                Some(verdict) => Box::pin(verdict),
                None => Box::pin(std::future::ready(Err(Denied::Invalid))),
            }),
        }
    }

    pub(super) async fn verify(&self, credential: Credential) -> Result<Verified<P>, Denied> {
        (self.verify)(credential).await
    }
}

impl<P> Clone for Verifier<P> {
    fn clone(&self) -> Self {
        Self {
            takes: self.takes,
            verify: Arc::clone(&self.verify),
        }
    }
}

impl<P> fmt::Debug for Verifier<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("takes", &self.takes)
            .finish_non_exhaustive()
    }
}

impl Takes {
    /// Whether a verifier of this kind can check a scheme.
    pub(super) fn fits(self, kind: SecuritySchemeKind) -> bool {
        match self {
            Self::Bearer => kind.is_bearer(),
            Self::Basic => kind == SecuritySchemeKind::Basic,
            Self::ApiKey => matches!(kind, SecuritySchemeKind::ApiKey { .. }),
            Self::Request => true,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bearer => "a bearer token",
            Self::Basic => "a user name and a password",
            Self::ApiKey => "an API key",
            Self::Request => "the whole request",
        }
    }
}
