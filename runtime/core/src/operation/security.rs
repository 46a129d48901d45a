//! Which credentials does a request carry, and where?

/// One scheme of an alternative, with the scopes it must grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityUse {
    /// Name of the scheme in the contract.
    pub scheme: &'static str,
    /// Every one of these scopes (or roles) is needed.
    pub scopes: &'static [&'static str],
}

impl SecurityUse {
    /// A scheme that needs no scope.
    pub const fn new(scheme: &'static str) -> Self {
        Self {
            scheme,
            scopes: &[],
        }
    }

    /// A scheme that must grant all of these scopes.
    pub const fn scoped(scheme: &'static str, scopes: &'static [&'static str]) -> Self {
        Self { scheme, scopes }
    }
}

/// A way to identify callers (OAS 3.1.1 Security Scheme Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the contract.
    pub name: &'static str,
    /// What it is.
    pub kind: SecuritySchemeKind,
}

/// `type` of a scheme, as far as a request shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// Name of the header, query parameter or cookie.
        name: &'static str,
        /// Which of the three.
        location: ApiKeyLocation,
    },
    /// `http` with `scheme: basic` (RFC 7617)
    Basic,
    /// `http` with `scheme: bearer` (RFC 6750)
    Bearer,
    /// `http` with another scheme, in lower case
    Http(&'static str),
    /// `oauth2`: the token travels as a bearer token
    OAuth2,
    /// `openIdConnect`: the token travels as a bearer token
    OpenIdConnect,
    /// `mutualTLS`: the certificate of the connection
    MutualTls,
    /// A type no standard knows: whoever needs it must refuse.
    Unknown,
}

impl SecuritySchemeKind {
    /// Whether the credential is a token in `Authorization: Bearer`.
    pub const fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer | Self::OAuth2 | Self::OpenIdConnect)
    }
}

/// `in` of an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiKeyLocation {
    /// `header`
    Header,
    /// `query`
    Query,
    /// `cookie`
    Cookie,
}
