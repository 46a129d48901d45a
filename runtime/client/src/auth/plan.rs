//! Which alternative of a security requirement can this client satisfy (OAS 3.1.1 Security Requirement Object)?

use std::fmt;

use countersign_core::operation::{OperationDescriptor, SecurityScheme};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Request, Uri, header};

use super::credential::{Credential, Credentials, Placement, bearer};
use crate::error::{BoxError, RequestError};

/// The credentials of one call.
#[derive(Clone, Debug)]
pub(crate) struct Plan(Vec<Placement>);

/// Chooses the first alternative whose schemes all have a credential; goes anonymous only when that is allowed and there
/// is no such alternative.
pub(crate) fn plan(
    operation: &OperationDescriptor,
    schemes: &[SecurityScheme],
    credentials: &Credentials,
) -> Result<Plan, AuthError> {
    if operation.security.is_empty() {
        return Ok(Plan(Vec::new()));
    }
    let mut missing = Vec::new();
    for alternative in operation
        .security
        .iter()
        .filter(|alternative| !alternative.is_empty())
    {
        let placed = alternative.iter().map(|used| {
            let kind = schemes
                .iter()
                .find(|scheme| scheme.name == used.scheme)?
                .kind;
            credentials
                .get(used.scheme)
                .filter(|credential: &&Credential| credential.fits(&kind))?
                .place(&kind)
        });
        let placed: Vec<Option<Placement>> = placed.collect();
        if placed.iter().all(Option::is_some) {
            return Ok(Plan(placed.into_iter().flatten().collect()));
        }
        let lacking = alternative
            .iter()
            .zip(&placed)
            .filter(|(_, placement)| placement.is_none());
        missing.push(MissingCredentials {
            schemes: lacking.map(|(used, _)| used.scheme).collect(),
        });
    }
    if operation
        .security
        .iter()
        .any(|alternative| alternative.is_empty())
    {
        return Ok(Plan(Vec::new()));
    }
    Err(AuthError::Missing {
        operation: operation.id,
        alternatives: missing,
    })
}

impl Plan {
    /// Whether nothing secret is sent.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Asks sources for their tokens; what comes out has none any more.
    pub(crate) async fn obtain(&self, operation: &'static str) -> Result<Self, AuthError> {
        let failed = |source: BoxError| AuthError::Source { operation, source };
        let mut obtained = Vec::with_capacity(self.0.len());
        for placement in &self.0 {
            obtained.push(match placement {
                Placement::TokenSource(source) => {
                    let token = source.0.token().await.map_err(failed)?;
                    bearer(&token).ok_or_else(|| failed("the token cannot be sent".into()))?
                }
                ready => ready.clone(),
            });
        }
        Ok(Self(obtained))
    }

    /// Puts the credentials on a request.
    ///
    /// # Errors
    /// When there is no room for them: a request without its credentials is not sent.
    pub(crate) fn apply<B>(&self, request: &mut Request<B>) -> Result<(), RequestError> {
        for placement in &self.0 {
            match placement {
                Placement::Header(name, value) => {
                    request.headers_mut().insert(name, value.clone());
                }
                Placement::Query(pair) => add_query(request.uri_mut(), pair.expose())?,
                Placement::Cookie(pair) => add_cookie(request.headers_mut(), pair.expose())?,
                Placement::TokenSource(_) | Placement::Connection => {}
            }
        }
        Ok(())
    }
}

/// A link to the next page may repeat the pair already.
fn add_query(uri: &mut Uri, pair: &str) -> Result<(), RequestError> {
    let name = |pair: &str| pair.split('=').next().map(str::to_owned);
    let query = uri.query().unwrap_or_default().split('&');
    let others = query.filter(|other| !other.is_empty() && name(other) != name(pair));
    let query: Vec<&str> = others.chain([pair]).collect();
    let mut parts = uri.clone().into_parts();
    let with_pair = PathAndQuery::try_from(format!("{}?{}", uri.path(), query.join("&")));
    parts.path_and_query = Some(with_pair.map_err(|error| RequestError::Url(error.to_string()))?);
    *uri = Uri::from_parts(parts).map_err(|error| RequestError::Url(error.to_string()))?;
    Ok(())
}

/// RFC 6265 5.4: a client sends one `Cookie` field.
fn add_cookie(headers: &mut HeaderMap, pair: &str) -> Result<(), RequestError> {
    let mut cookies = headers
        .get(header::COOKIE)
        .map_or_else(Vec::new, |earlier| [earlier.as_bytes(), b"; "].concat());
    cookies.extend_from_slice(pair.as_bytes());
    let mut value = HeaderValue::try_from(cookies).map_err(|_| RequestError::Header {
        name: header::COOKIE.as_str().to_owned(),
    })?;
    value.set_sensitive(true);
    headers.insert(header::COOKIE, value);
    Ok(())
}

/// A call cannot be authenticated. Nothing was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum AuthError {
    /// The client has the credentials of no alternative.
    #[non_exhaustive]
    Missing {
        /// The operation.
        operation: &'static str,
        /// What each alternative lacks; any one of them is enough.
        alternatives: Vec<MissingCredentials>,
    },
    /// A [`TokenSource`](crate::TokenSource) has no token.
    #[non_exhaustive]
    Source {
        /// The operation.
        operation: &'static str,
        /// What the source says.
        source: BoxError,
    },
    /// The operation's own server is spoken to over plain `http`, where everybody on the way could read the credentials.
    #[non_exhaustive]
    PlainHttp {
        /// The operation.
        operation: &'static str,
        /// The host.
        host: String,
    },
}

/// What one alternative lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingCredentials {
    /// Schemes without a credential that fits and can be sent; all of them are needed.
    pub schemes: Vec<&'static str>,
}

impl fmt::Display for AuthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing {
                operation,
                alternatives,
            } => {
                let lacking = |alternative: &MissingCredentials| {
                    format!("`{}`", alternative.schemes.join("` and `"))
                };
                let alternatives: Vec<String> = alternatives.iter().map(lacking).collect();
                write!(
                    formatter,
                    "{operation} needs credentials for {}",
                    alternatives.join(", or ")
                )
            }
            Self::Source { operation, source } => {
                write!(formatter, "no token for {operation}: {source}")
            }
            Self::PlainHttp { operation, host } => write!(
                formatter,
                "credentials of {operation} would be sent to `{host}` over plain http; replace that server, or `allow_plain_http`"
            ),
        }
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Missing { .. } | Self::PlainHttp { .. } => None,
            // `Display` already says what the error itself says.
            Self::Source { source, .. } => source.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use countersign_core::operation::{ApiKeyLocation, SecuritySchemeKind, SecurityUse};

    use super::*;

    const SCHEMES: &[SecurityScheme] = &[
        SecurityScheme {
            name: "token",
            kind: SecuritySchemeKind::Bearer,
        },
        SecurityScheme {
            name: "key",
            kind: SecuritySchemeKind::ApiKey {
                name: "key",
                location: ApiKeyLocation::Query,
            },
        },
        SecurityScheme {
            name: "session",
            kind: SecuritySchemeKind::ApiKey {
                name: "sid",
                location: ApiKeyLocation::Cookie,
            },
        },
    ];
    const TOKEN: SecurityUse = SecurityUse::new("token");
    const KEY: SecurityUse = SecurityUse::new("key");
    const SESSION: SecurityUse = SecurityUse::new("session");

    fn check(
        security: &'static [&'static [SecurityUse]],
        have: &[(&str, Credential)],
    ) -> Result<String, String> {
        let operation = OperationDescriptor {
            id: "op",
            security,
            ..OperationDescriptor::DEFAULT
        };
        let credentials = have
            .iter()
            .map(|(name, credential)| ((*name).to_owned(), credential.clone()));
        let plan =
            plan(&operation, SCHEMES, &credentials.collect()).map_err(|error| error.to_string())?;
        let mut request = Request::get("http://a.test/x?y=1")
            .header("cookie", "a=b")
            .body(())
            .unwrap();
        plan.apply(&mut request).unwrap();
        let field = |name| {
            request
                .headers()
                .get(name)
                .map_or("-", |value| value.to_str().unwrap())
        };
        Ok(format!(
            "{} {} {}",
            request.uri(),
            field("authorization"),
            field("cookie")
        ))
    }

    fn token() -> (&'static str, Credential) {
        ("token", Credential::bearer_token("t"))
    }

    fn key(name: &'static str) -> (&'static str, Credential) {
        (name, Credential::api_key("k"))
    }

    #[test]
    fn the_first_alternative_with_all_credentials_is_taken() {
        let security: &[&[SecurityUse]] = &[&[TOKEN, KEY], &[SESSION]];
        assert_eq!(
            check(security, &[token(), key("key"), key("session")]).unwrap(),
            "http://a.test/x?y=1&key=k Bearer t a=b"
        );
        assert_eq!(
            check(security, &[token(), key("session")]).unwrap(),
            "http://a.test/x?y=1 - a=b; sid=k"
        );
    }

    #[test]
    fn the_error_says_what_each_alternative_lacks() {
        assert_eq!(
            check(&[&[TOKEN, KEY], &[SESSION]], &[token()]).unwrap_err(),
            "op needs credentials for `key`, or `session`"
        );
        assert_eq!(
            check(&[&[TOKEN, KEY]], &[]).unwrap_err(),
            "op needs credentials for `token` and `key`"
        );
        assert_eq!(
            check(&[&[TOKEN]], &[key("token")]).unwrap_err(),
            "op needs credentials for `token`",
            "an API key is no token"
        );
    }

    #[test]
    fn anonymous_is_the_last_choice() {
        let security: &[&[SecurityUse]] = &[&[], &[TOKEN]];
        assert_eq!(
            check(security, &[token()]).unwrap(),
            "http://a.test/x?y=1 Bearer t a=b"
        );
        assert_eq!(check(security, &[]).unwrap(), "http://a.test/x?y=1 - a=b");
    }

    #[test]
    fn an_open_operation_gets_no_credentials() {
        assert_eq!(check(&[], &[token()]).unwrap(), "http://a.test/x?y=1 - a=b");
    }
}
