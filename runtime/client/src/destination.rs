//! May a message go to this URL, which somebody else gave us?
//!
//! The receiver of a webhook or callback names the URL, and the sender stands inside a network that the receiver does not
//! see. Without a rule every such URL is a way to make the sender ask its own neighbours (server-side request forgery), so
//! there is no destination without an [`Allow`].

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use countersign_core::operation::OperationDescriptor;
use countersign_core::runtime_expression::{Exchange, ExpressionError, evaluate};
use countersign_core::webhook_signature::SigningKey;
use http::Uri;

use crate::server_url::{ServerUrl, ServerUrlError};

/// Which URLs messages may go to.
#[derive(Clone)]
pub struct Allow {
    rule: Arc<dyn Fn(&Uri) -> bool + Send + Sync>,
    plain_http: bool,
}

impl Allow {
    /// These hosts and no others, whatever the port; a name that begins with a dot allows every name below it.
    pub fn hosts<I: IntoIterator<Item: Into<String>>>(hosts: I) -> Self {
        let hosts: Vec<String> = hosts
            .into_iter()
            .map(|host| host.into().to_ascii_lowercase())
            .collect();
        Self::rule(move |url| {
            let host = host(url);
            hosts.iter().any(|allowed| {
                *allowed == host || allowed.starts_with('.') && host.ends_with(allowed.as_str())
            })
        })
    }

    /// Every host that is not recognisably internal: no private, loopback, link-local or reserved address, no
    /// `localhost`, `.local` or `.internal`, no name without a dot.
    ///
    /// A public name may still lead to a private address: where that matters, let a proxy or the resolver of the
    /// transport refuse it too.
    pub fn public() -> Self {
        Self::rule(|url| is_public(&host(url)))
    }

    /// Whatever this function accepts. It is asked about absolute `https` URLs without user name.
    pub fn rule(rule: impl Fn(&Uri) -> bool + Send + Sync + 'static) -> Self {
        Self {
            rule: Arc::new(rule),
            plain_http: false,
        }
    }

    /// Lets messages go over `http` too, where everybody on the way can read and change them.
    #[must_use]
    pub fn with_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }
}

impl fmt::Debug for Allow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Allow")
            .field("plain_http", &self.plain_http)
            .finish_non_exhaustive()
    }
}

/// A URL that messages may go to.
#[derive(Clone, Debug)]
pub struct Destination {
    pub(crate) server: ServerUrl,
    pub(crate) query: String,
    pub(crate) key: Option<SigningKey>,
}

/// Why a URL is no destination. Its text is not repeated: it may hold a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DestinationError {
    /// It is no absolute URL of HTTP.
    #[error("it is no URL to send to: {0}")]
    Url(ServerUrlError),
    /// The exchange does not say where to.
    #[error("{0}")]
    Expression(ExpressionError),
    /// Only `https` is allowed.
    #[error("it is not `https`")]
    PlainHttp,
    /// The rule says no.
    #[error("messages may not go to this host")]
    NotAllowed,
}

impl Destination {
    /// A URL that `allow` accepts.
    ///
    /// # Errors
    /// When it is no absolute `https` URL, or not allowed.
    pub fn new(url: &str, allow: &Allow) -> Result<Self, DestinationError> {
        let url = url.split('#').next().unwrap_or_default().trim();
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let server = ServerUrl::parse_exact(base).map_err(DestinationError::Url)?;
        if server.scheme() != "https" && !allow.plain_http {
            return Err(DestinationError::PlainHttp);
        }
        let uri = server
            .join("", query)
            .map_err(|error| DestinationError::Url(ServerUrlError::Syntax(error.to_string())))?;
        if !(allow.rule)(&uri) {
            return Err(DestinationError::NotAllowed);
        }
        Ok(Self {
            server,
            query: query.to_owned(),
            key: None,
        })
    }

    /// The URL of a callback, made out of the exchange that it belongs to. With an expression that names only the request,
    /// that is `cx.exchange()` of the handler that was called.
    ///
    /// # Errors
    /// When the exchange does not have what the contract's expression names, or the URL is not allowed.
    pub fn of_callback(
        callback: &OperationDescriptor,
        exchange: &Exchange,
        allow: &Allow,
    ) -> Result<Self, DestinationError> {
        let url = evaluate(callback.destination, exchange).map_err(DestinationError::Expression)?;
        Self::new(&url, allow)
    }

    /// Signs what is sent there (Standard Webhooks): with an id that stays the same over all attempts, so that trying again
    /// is safe, and the time of each attempt.
    #[must_use]
    pub fn signed(mut self, key: SigningKey) -> Self {
        self.key = Some(key);
        self
    }
}

/// In lower case, without the brackets of an address and the dot that ends a full name.
fn host(url: &Uri) -> String {
    let host = url.host().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.trim_end_matches('.').to_ascii_lowercase()
}

fn is_public(host: &str) -> bool {
    if let Ok(address) = host.parse::<IpAddr>() {
        return match address {
            IpAddr::V4(address) => is_public_v4(address),
            IpAddr::V6(address) => is_public_v6(address),
        };
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    // `0x7f.1` and `2130706433` are addresses to some resolvers.
    let numeric = last.starts_with(|first: char| first.is_ascii_digit());
    host.contains('.')
        && !numeric
        && ![
            "localhost",
            "local",
            "internal",
            "localdomain",
            "arpa",
            "test",
            "invalid",
            "onion",
        ]
        .contains(&last)
}

/// IANA IPv4 Special-Purpose Address Registry: nothing in it is somebody else's server.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a == 0
        || a >= 224
        || a == 100 && (64..128).contains(&b)
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || a == 198 && (18..20).contains(&b))
}

/// Only global unicast, and what maps to or tunnels IPv4 counts as that.
fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    let [first, second, ..] = address.segments();
    let global = first & 0xe000 == 0x2000;
    let six_to_four = first == 0x2002;
    let special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    global && !six_to_four && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(url: &str) -> Result<(), DestinationError> {
        Destination::new(url, &Allow::public()).map(|_| ())
    }

    #[test]
    fn internal_hosts_are_refused_in_every_spelling() {
        for host in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fd00::1]",
            "[::ffff:10.0.0.1]",
            "[2002:0a00:0001::]",
            "[2001:db8::1]",
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "printer.local",
            "metadata.google.internal",
            "intranet",
            "0x7f.1",
            "2130706433",
            "127.1",
            "[::127.0.0.1]",
            "[64:ff9b::a00:1]",
        ] {
            assert_eq!(
                public(&format!("https://{host}/x")),
                Err(DestinationError::NotAllowed),
                "{host}"
            );
        }
        for host in [
            "caller.example.com",
            "93.184.215.14",
            "[2606:4700::1111]",
            "caller.example.com:8443",
        ] {
            assert_eq!(public(&format!("https://{host}/x?y=z")), Ok(()), "{host}");
        }
    }

    #[test]
    fn only_https_urls_without_user_names_are_destinations() {
        assert_eq!(
            public("http://caller.example.com"),
            Err(DestinationError::PlainHttp)
        );
        assert_eq!(
            public("https://me:pw@caller.example.com"),
            Err(DestinationError::Url(ServerUrlError::UserInfo))
        );
        for url in [
            "",
            "/x",
            "caller.example.com",
            "file:///etc/passwd",
            "gopher://x.example.com",
            "https://",
        ] {
            assert!(
                matches!(public(url), Err(DestinationError::Url(_))),
                "{url}"
            );
        }
        let plain = Allow::public().with_plain_http();
        assert!(Destination::new("http://caller.example.com", &plain).is_ok());
    }

    #[test]
    fn a_list_of_hosts_allows_those_and_no_others() {
        let allow = Allow::hosts(["hooks.test", ".partner.test"]);
        let check =
            |url, allowed| assert_eq!(Destination::new(url, &allow).is_ok(), allowed, "{url}");
        check("https://HOOKS.test/x", true);
        check("https://a.partner.test:444/x", true);
        check("https://partner.test/", false);
        check("https://hooks.test.evil.test/", false);
        check("https://evilpartner.test/", false);
        check("https://evil.test/?hooks.test", false);
        check("https://evil.test/#@hooks.test", false);
    }
}
