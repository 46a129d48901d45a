//! To which server does a call go? (OAS 3.1.1 4.8.5 Server Object; `servers` of operations and path items)
//!
//! A server that is chosen from the contract leaves each operation where the contract puts it. A URL of the caller's own is
//! where everything goes: whoever points a client at a test server must not reach another one. What is said about a single
//! server holds in both cases.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use countersign_core::operation::OperationDescriptor;

use crate::error::RequestError;
use crate::reference;
use crate::server_url::{ServerUrl, ServerUrlError};

/// A server that a client is built with: one of the contract, or any URL.
///
/// ```
/// use countersign_client::Server;
///
/// // Operations for which the contract names servers of their own go to those.
/// const PRODUCTION: Server = Server::of_contract("https://api.example.com");
/// assert_eq!(PRODUCTION.url(), "https://api.example.com");
/// // Every operation goes there.
/// let local = Server::from("http://localhost:8080");
/// assert_ne!(local, Server::of_contract("http://localhost:8080"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    url: Cow<'static, str>,
    reach: Reach,
}

/// Which operations a server is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reach {
    /// Those that have no server of their own.
    WhereTheContractSays,
    /// All.
    Everything,
}

impl Server {
    /// A server of the contract: operations with servers of their own go to those, all others go here.
    pub const fn of_contract(url: &'static str) -> Self {
        Self {
            url: Cow::Borrowed(url),
            reach: Reach::WhereTheContractSays,
        }
    }

    /// A server of the contract whose URL is put together: its variables have values, or it lies below another.
    pub fn filled_in(url: String) -> Self {
        Self {
            url: Cow::Owned(url),
            reach: Reach::WhereTheContractSays,
        }
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// A URL that every operation goes to.
impl From<String> for Server {
    fn from(url: String) -> Self {
        Self {
            url: Cow::Owned(url),
            reach: Reach::Everything,
        }
    }
}

/// A URL that every operation goes to.
impl From<&str> for Server {
    fn from(url: &str) -> Self {
        url.to_owned().into()
    }
}

/// A URL that every operation goes to.
impl From<&String> for Server {
    fn from(url: &String) -> Self {
        url.clone().into()
    }
}

impl From<Server> for String {
    fn from(server: Server) -> Self {
        server.url.into_owned()
    }
}

impl fmt::Display for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.url)
    }
}

/// Where the calls of one client go.
#[derive(Clone)]
pub(crate) struct Servers {
    base: ServerUrl,
    /// The base as written, slash at its end included: what relative servers are seen from.
    written: ServerUrl,
    reach: Reach,
    /// What stands in place of a server of the contract.
    replaced: HashMap<String, ServerUrl>,
}

impl Servers {
    /// # Errors
    /// The URL that is none, and why.
    pub(crate) fn new(
        server: &Server,
        replaced: &[(Server, Server)],
    ) -> Result<Self, (String, ServerUrlError)> {
        let parse = |server: &Server| {
            ServerUrl::parse(server.url()).map_err(|reason| (server.url().to_owned(), reason))
        };
        let replaced = replaced
            .iter()
            .map(|(declared, other)| Ok((declared.url().to_owned(), parse(other)?)));
        Ok(Self {
            base: parse(server)?,
            written: ServerUrl::parse_exact(server.url())
                .map_err(|reason| (server.url().to_owned(), reason))?,
            reach: server.reach,
            replaced: replaced.collect::<Result<_, _>>()?,
        })
    }

    /// Every server that the caller has named.
    pub(crate) fn named(&self) -> impl Iterator<Item = &ServerUrl> {
        std::iter::once(&self.base).chain(self.replaced.values())
    }

    /// Where this operation goes, and the server of the contract that this is instead of the base.
    ///
    /// Its first server counts, unless the chosen one is among those that the contract gives it to choose from.
    pub(crate) fn of(
        &self,
        operation: &OperationDescriptor,
    ) -> Result<(ServerUrl, Option<&'static str>), RequestError> {
        let Some(first) = operation.servers.first() else {
            return Ok((self.base.clone(), None));
        };
        if let Some(other) = self.replaced.get(*first) {
            return Ok((other.clone(), Some(first)));
        }
        if self.reach == Reach::Everything {
            return Ok((self.base.clone(), None));
        }
        let mut others = operation.servers.iter();
        if others.any(|server| self.resolve(server).is_ok_and(|url| url == self.base)) {
            return Ok((self.base.clone(), None));
        }
        Ok((self.resolve(first)?, Some(first)))
    }

    /// OAS 3.1.1 4.6: relative references "are resolved using the rules of RFC 3986"; where the contract was found is
    /// unknown here, so that is the chosen server.
    fn resolve(&self, server: &str) -> Result<ServerUrl, RequestError> {
        let unusable = |reason: String| RequestError::Url(format!("server `{server}`: {reason}"));
        if let Ok(url) = ServerUrl::parse(server) {
            return Ok(url);
        }
        let base = self.written.join("", "");
        let base = base.map_err(|error| unusable(error.to_string()))?;
        let url = reference::resolve(&base, server)
            .ok_or_else(|| unusable(String::from("it leads to no URL of HTTP")))?;
        ServerUrl::parse(&url.to_string()).map_err(|reason| unusable(reason.to_string()))
    }
}

impl fmt::Debug for Servers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.base.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: OperationDescriptor = OperationDescriptor {
        servers: &["https://files.test/v1", "https://spare.test"],
        ..OperationDescriptor::DEFAULT
    };

    fn goes_to(server: impl Into<Server>, operation: &OperationDescriptor) -> String {
        let servers = Servers::new(&server.into(), &[]).expect("a server");
        format!("{:?}", servers.of(operation).expect("a place").0)
    }

    #[test]
    fn an_own_url_is_where_everything_goes() {
        assert_eq!(goes_to("http://localhost:1", &OWN), "http://localhost:1");
    }

    #[test]
    fn a_server_of_the_contract_leaves_operations_where_they_are() {
        let chosen = Server::of_contract("https://api.test");
        assert_eq!(goes_to(chosen.clone(), &OWN), "https://files.test/v1");
        assert_eq!(
            goes_to(chosen, &OperationDescriptor::DEFAULT),
            "https://api.test"
        );
    }

    #[test]
    fn the_chosen_server_is_kept_where_it_is_one_of_several() {
        let chosen = Server::of_contract("https://spare.test/");
        assert_eq!(goes_to(chosen, &OWN), "https://spare.test");
    }

    #[test]
    fn relative_servers_are_seen_from_the_chosen_one() {
        for (chosen, server, place) in [
            ("https://api.test/v1", "/v2", "https://api.test/v2"),
            ("https://api.test/v1", "v2", "https://api.test/v2"),
            ("https://api.test/v1/", "v2", "https://api.test/v1/v2"),
            ("https://api.test/v1", "/", "https://api.test"),
            ("https://api.test/a/b", "../c", "https://api.test/c"),
            (
                "https://api.test/v1",
                "//files.test/x",
                "https://files.test/x",
            ),
        ] {
            let servers = Servers::new(&Server::of_contract(chosen), &[]).expect("a server");
            let found = format!("{:?}", servers.resolve(server).expect("a place"));
            assert_eq!(found, place, "{server} from {chosen}");
        }
    }

    #[test]
    fn a_server_of_the_contract_can_be_replaced_wherever_everything_else_goes() {
        let replaced = [(
            Server::of_contract("https://files.test/v1"),
            Server::from("http://localhost:2"),
        )];
        for server in [
            Server::from("http://localhost:1"),
            Server::of_contract("https://api.test"),
        ] {
            let servers = Servers::new(&server, &replaced).expect("a server");
            let place = servers.of(&OWN).expect("a place");
            assert_eq!(format!("{:?}", place.0), "http://localhost:2");
        }
    }

    #[test]
    fn what_is_no_server_is_an_error_of_the_call() {
        let servers = Servers::new(&Server::of_contract("https://api.test"), &[]);
        for server in ["wss://files.test", "https://me:pw@files.test", "/a?b=c"] {
            assert!(servers.as_ref().expect("a server").resolve(server).is_err());
        }
    }
}
