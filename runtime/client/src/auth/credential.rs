//! What proves who is calling, and where on a request does it stand?

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use countersign_core::operation::{ApiKeyLocation, SecuritySchemeKind};
use countersign_core::secret::Secret;
use http::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::token_source::{SharedSource, TokenSource};

/// RFC 3986 2.3: everything but the unreserved characters is escaped.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a client proves its identity with. `Debug` shows the kind and nothing else.
#[derive(Clone)]
pub struct Credential(pub(super) Proof);

#[derive(Clone)]
pub(super) enum Proof {
    Token(Secret),
    TokenSource(SharedSource),
    Password { user: String, password: Secret },
    ApiKey(Secret),
    Authorization(Secret),
    Connection,
}

impl Credential {
    /// A token in `Authorization: Bearer` (RFC 6750), for `bearer`, `oauth2` and `openIdConnect` schemes.
    pub fn bearer_token(token: impl Into<Secret>) -> Self {
        Self(Proof::Token(token.into()))
    }

    /// A token that is asked for anew for each call: one that expires.
    ///
    /// ```
    /// use countersign_client::Credential;
    ///
    /// let credential = Credential::bearer_token_from(async || Ok("fetched".into()));
    /// assert_eq!(format!("{credential:?}"), "Credential(bearer token)");
    /// ```
    pub fn bearer_token_from(source: impl TokenSource) -> Self {
        Self(Proof::TokenSource(SharedSource(Arc::new(source))))
    }

    /// A user name and password in `Authorization: Basic` (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Proof::Password {
            user: user.into(),
            password: password.into(),
        })
    }

    /// The value of an `apiKey` scheme.
    pub fn api_key(value: impl Into<Secret>) -> Self {
        Self(Proof::ApiKey(value.into()))
    }

    /// The whole value of `Authorization`, for any other `http` scheme.
    pub fn authorization(value: impl Into<Secret>) -> Self {
        Self(Proof::Authorization(value.into()))
    }

    /// The transport proves it: a client certificate, for `mutualTLS` schemes.
    pub const fn connection() -> Self {
        Self(Proof::Connection)
    }

    /// Whether it can serve a scheme of this kind.
    pub(crate) fn fits(&self, kind: &SecuritySchemeKind) -> bool {
        match &self.0 {
            Proof::Token(_) | Proof::TokenSource(_) => kind.is_bearer(),
            Proof::Password { .. } => matches!(kind, SecuritySchemeKind::Basic),
            Proof::ApiKey(_) => matches!(kind, SecuritySchemeKind::ApiKey { .. }),
            Proof::Authorization(_) => matches!(kind, SecuritySchemeKind::Http(_)),
            Proof::Connection => matches!(kind, SecuritySchemeKind::MutualTls),
        }
    }

    /// What it puts on a request, or `None` when it has characters that cannot be sent there.
    pub(super) fn place(&self, kind: &SecuritySchemeKind) -> Option<Placement> {
        match (&self.0, kind) {
            (Proof::Token(token), _) => bearer(token),
            (Proof::TokenSource(source), _) => Some(Placement::TokenSource(source.clone())),
            (Proof::Password { user, password }, _) => {
                // RFC 7617 2: a colon in the user name would end it.
                let pair =
                    (!user.contains(':')).then(|| format!("{user}:{}", password.expose()))?;
                authorization(&format!("Basic {}", STANDARD.encode(pair)))
            }
            (Proof::ApiKey(value), SecuritySchemeKind::ApiKey { name, location }) => {
                api_key(name, *location, value)
            }
            (Proof::ApiKey(_), _) => None,
            (Proof::Authorization(value), _) => authorization(value.expose()),
            (Proof::Connection, _) => Some(Placement::Connection),
        }
    }
}

/// RFC 6750 2.1.
pub(super) fn bearer(token: &Secret) -> Option<Placement> {
    authorization(&format!("Bearer {}", token.expose()))
}

fn authorization(value: &str) -> Option<Placement> {
    Some(Placement::Header(
        http::header::AUTHORIZATION,
        sensitive(value)?,
    ))
}

fn api_key(name: &str, location: ApiKeyLocation, value: &Secret) -> Option<Placement> {
    let pair = || Secret::new(format!("{}={}", escape(name), escape(value.expose())));
    match location {
        ApiKeyLocation::Header => Some(Placement::Header(
            HeaderName::try_from(name).ok()?,
            sensitive(value.expose())?,
        )),
        ApiKeyLocation::Query => Some(Placement::Query(pair())),
        ApiKeyLocation::Cookie => Some(Placement::Cookie(pair())),
    }
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn sensitive(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Proof::Token(_) | Proof::TokenSource(_) => "Credential(bearer token)",
            Proof::Password { .. } => "Credential(basic)",
            Proof::ApiKey(_) => "Credential(API key)",
            Proof::Authorization(_) => "Credential(authorization)",
            Proof::Connection => "Credential(connection)",
        })
    }
}

/// Credentials by the name of the scheme they serve.
pub(crate) type Credentials = BTreeMap<String, Credential>;

/// A piece of a request that must not be printed.
#[derive(Clone, Debug)]
pub(super) enum Placement {
    Header(HeaderName, HeaderValue),
    Query(Secret),
    Cookie(Secret),
    TokenSource(SharedSource),
    Connection,
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: SecuritySchemeKind = SecuritySchemeKind::ApiKey {
        name: "api key",
        location: ApiKeyLocation::Query,
    };

    #[test]
    fn each_credential_stands_where_its_scheme_says() {
        let header = |placement: Option<Placement>| match placement {
            Some(Placement::Header(name, value)) => format!("{name}: {}", value.to_str().unwrap()),
            other => format!("{other:?}"),
        };
        assert_eq!(
            header(Credential::bearer_token("t").place(&SecuritySchemeKind::OAuth2)),
            "authorization: Bearer t"
        );
        assert_eq!(
            header(Credential::basic("Aladdin", "open sesame").place(&SecuritySchemeKind::Basic)),
            "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        let kind = SecuritySchemeKind::ApiKey {
            name: "X-Api-Key",
            location: ApiKeyLocation::Header,
        };
        assert_eq!(
            header(Credential::api_key("k").place(&kind)),
            "x-api-key: k"
        );
        assert!(matches!(
            Credential::api_key("a&b").place(&QUERY),
            Some(Placement::Query(pair)) if pair.expose() == "api%20key=a%26b"
        ));
    }

    #[test]
    fn a_secret_that_cannot_be_sent_has_no_place() {
        assert!(
            Credential::bearer_token("a\nb")
                .place(&SecuritySchemeKind::Bearer)
                .is_none()
        );
        assert!(
            Credential::basic("a:b", "c")
                .place(&SecuritySchemeKind::Basic)
                .is_none()
        );
    }

    #[test]
    fn nothing_secret_is_printed() {
        let placement = Credential::bearer_token("hunter2").place(&SecuritySchemeKind::Bearer);
        let query = Credential::api_key("hunter2").place(&QUERY);
        let printed = format!(
            "{placement:?} {query:?} {:?}",
            Credential::basic("u", "hunter2")
        );
        assert!(!printed.contains("hunter2"), "{printed}");
    }
}
