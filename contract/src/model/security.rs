//! Who may call: schemes and requirements.

use indexmap::IndexMap;

use crate::source::SourceSpan;

/// OAS 3.1.1 Security Scheme Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in `components/securitySchemes`; of a scheme elsewhere (OAS 3.2) the reference that names it.
    pub name: String,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated` (OAS 3.2).
    pub deprecated: bool,
    /// Where it was written.
    pub span: SourceSpan,
}

/// `type` and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// Name of the header, query parameter or cookie.
        parameter: String,
        /// `in`.
        location: ApiKeyLocation,
    },
    /// `http` with `scheme: basic`
    Basic,
    /// `http` with `scheme: bearer`
    Bearer {
        /// `bearerFormat`, a hint.
        format: Option<String>,
    },
    /// `http` with any other scheme, lower case.
    Http {
        /// `scheme`.
        scheme: String,
    },
    /// `mutualTLS`
    MutualTls,
    /// `oauth2`
    OAuth2 {
        /// Its flows in writing order.
        flows: Vec<OAuthFlow>,
        /// `oauth2MetadataUrl` (OAS 3.2, RFC 8414).
        metadata_url: Option<String>,
    },
    /// `openIdConnect`
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: String,
    },
    /// A type no standard knows: whoever needs it must refuse.
    Unknown {
        /// `type` as written.
        name: String,
    },
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

/// OAS 3.1.1 OAuth Flow Object and the key it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// The key.
    pub kind: OAuthFlowKind,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `deviceAuthorizationUrl` (OAS 3.2).
    pub device_authorization_url: Option<String>,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
    /// `scopes` with their descriptions.
    pub scopes: IndexMap<String, String>,
}

/// OAS 3.1.1 OAuth Flows Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OAuthFlowKind {
    /// `implicit`
    Implicit,
    /// `password`
    Password,
    /// `clientCredentials` (2.0: `application`)
    ClientCredentials,
    /// `authorizationCode` (2.0: `accessCode`)
    AuthorizationCode,
    /// `deviceAuthorization` (OAS 3.2, RFC 8628)
    DeviceAuthorization,
}

/// One alternative of `security`: all its schemes are needed together. Empty means anonymous.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The schemes, in writing order.
    pub schemes: Vec<SecurityUse>,
    /// Where it was written.
    pub span: Option<SourceSpan>,
}

/// One scheme of a requirement and the scopes it must grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityUse {
    /// Name of the scheme; an undeclared one was reported, and nobody can satisfy it.
    pub scheme: String,
    /// Every one of these scopes (or roles) is needed.
    pub scopes: Vec<String>,
}
