//! Where is the server?

use std::fmt;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

/// The absolute URL all paths of a contract are appended to.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ServerUrl {
    scheme: Scheme,
    authority: Authority,
    /// The path.
    prefix: String,
}

/// Why a text is no server URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServerUrlError {
    /// It has no scheme or host.
    #[error("it must begin with `http://` or `https://` and name a host")]
    NotAbsolute,
    /// It is not a URL at all.
    #[error("{0}")]
    Syntax(String),
    /// It has a query or fragment, so paths cannot be appended.
    #[error("it must end with its path: no `?` and no `#`")]
    Query,
    /// It has a user name or password, which belong to the credentials.
    #[error("it must not hold a user name or password")]
    UserInfo,
}

impl ServerUrl {
    /// A URL whose path paths are appended to: a slash at its end does not count.
    pub(crate) fn parse(text: &str) -> Result<Self, ServerUrlError> {
        let mut server = Self::parse_exact(text)?;
        server
            .prefix
            .truncate(server.prefix.trim_end_matches('/').len());
        Ok(server)
    }

    /// A URL that is used as it is.
    pub(crate) fn parse_exact(text: &str) -> Result<Self, ServerUrlError> {
        let text = text.trim();
        if text.contains(['?', '#']) {
            return Err(ServerUrlError::Query);
        }
        let uri: Uri = text
            .parse()
            .map_err(|error: http::uri::InvalidUri| ServerUrlError::Syntax(error.to_string()))?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(ServerUrlError::NotAbsolute);
        };
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS || authority.host().is_empty() {
            return Err(ServerUrlError::NotAbsolute);
        }
        if authority.as_str().contains('@') {
            return Err(ServerUrlError::UserInfo);
        }
        let path = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        Ok(Self {
            scheme,
            authority,
            prefix: path.to_owned(),
        })
    }

    /// The URL of a path that begins with a slash, and a query that may be empty.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let mut path_and_query = format!("{}{path}", self.prefix);
        if !query.is_empty() {
            path_and_query.push('?');
            path_and_query.push_str(query);
        }
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(path_and_query)
            .build()
    }

    pub(crate) fn scheme(&self) -> &str {
        self.scheme.as_str()
    }

    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }

    pub(crate) fn port(&self) -> u16 {
        let default = if self.scheme == Scheme::HTTPS {
            443
        } else {
            80
        };
        self.authority.port_u16().unwrap_or(default)
    }

    /// Whether what is sent there can be read on the way.
    pub(crate) fn is_in_the_clear(&self) -> bool {
        self.scheme == Scheme::HTTP && !self.is_loopback()
    }

    fn is_loopback(&self) -> bool {
        let host = self.host().trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || host.to_ascii_lowercase().ends_with(".localhost")
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Debug for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}://{}{}",
            self.scheme, self.authority, self.prefix
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn join(base: &str, path: &str, query: &str) -> String {
        ServerUrl::parse(base)
            .unwrap()
            .join(path, query)
            .unwrap()
            .to_string()
    }

    #[test]
    fn the_path_of_the_server_is_kept_in_front() {
        assert_eq!(
            join("https://shop.test", "/orders", ""),
            "https://shop.test/orders"
        );
        assert_eq!(
            join("https://shop.test/", "/orders", "a=1"),
            "https://shop.test/orders?a=1"
        );
        assert_eq!(
            join("https://shop.test:8443/api/v1/", "/orders/", ""),
            "https://shop.test:8443/api/v1/orders/"
        );
    }

    #[test]
    fn what_is_no_server_is_refused() {
        assert_eq!(ServerUrl::parse("/api"), Err(ServerUrlError::NotAbsolute));
        assert_eq!(
            ServerUrl::parse("shop.test"),
            Err(ServerUrlError::NotAbsolute)
        );
        assert_eq!(
            ServerUrl::parse("ftp://shop.test"),
            Err(ServerUrlError::NotAbsolute)
        );
        assert_eq!(
            ServerUrl::parse("https://shop.test/?v=1"),
            Err(ServerUrlError::Query)
        );
        assert_eq!(
            ServerUrl::parse("https://me:pw@shop.test"),
            Err(ServerUrlError::UserInfo)
        );
        assert!(matches!(
            ServerUrl::parse("https://{host}"),
            Err(ServerUrlError::Syntax(_))
        ));
    }

    #[test]
    fn only_plain_http_to_another_machine_is_in_the_clear() {
        let clear = |url| ServerUrl::parse(url).unwrap().is_in_the_clear();
        assert!(clear("http://shop.test"));
        assert!(clear("http://10.0.0.1"));
        assert!(!clear("https://shop.test"));
        assert!(!clear("http://localhost:8080"));
        assert!(!clear("http://127.0.0.1"));
        assert!(!clear("http://[::1]:80"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_server_or_not(text in ".*") {
            if let Ok(server) = ServerUrl::parse(&text) {
                prop_assert!(server.join("/a", "").is_ok());
            }
        }
    }
}
