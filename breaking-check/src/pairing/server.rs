//! Servers are the same when the addresses are that their URLs stand for, whatever they are called and however they are spelled.

use countersign_contract::SourceSpan;
use countersign_contract::model::{PathPart, PathTemplate, Server};

use super::OperationPair;
use crate::direction::Caller;

/// How many values of variables are multiplied out; what goes beyond counts as an address with any values.
const MAX_ADDRESSES: usize = 256;

/// Why nobody can tell whether a server is gone.
pub(crate) const RELATIVE: &str =
    "where a relative URL leads depends on where the document is served";

/// The servers of an operation that both contracts have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ServersPair<'c> {
    pub(crate) base: &'c [Server],
    pub(crate) revision: &'c [Server],
}

/// The start of the URLs of a server: scheme and host in lower case, no default port, no slash at the end
/// (RFC 3986 section 6.2). A variable that takes any value is `{}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Address(String);

/// What a server's addresses are on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing<'c> {
    pub(crate) server: &'c Server,
    /// The addresses that the other side does not have.
    pub(crate) addresses: Vec<Address>,
    /// None of its addresses is there.
    pub(crate) all: bool,
    /// Where the other side's most similar server was written.
    pub(crate) other: Option<SourceSpan>,
}

impl<'c> ServersPair<'c> {
    /// The servers of an operation; those of webhooks and callbacks are not the API's own.
    pub(crate) fn of(pair: &OperationPair<'c>) -> Option<Self> {
        let (base, revision) = pair.sides.both()?;
        (pair.caller == Caller::User && pair.name.kind.is_empty()).then_some(Self {
            base: &base.servers,
            revision: &revision.servers,
        })
    }

    /// Servers of the base with addresses that the revision does not have.
    pub(crate) fn lost(&self) -> Vec<Missing<'c>> {
        missing(self.base, self.revision)
    }

    /// Servers of the revision with addresses that the base does not have.
    pub(crate) fn gained(&self) -> Vec<Missing<'c>> {
        missing(self.revision, self.base)
    }

    /// May one of these addresses of the base be one of the revision's, depending on where the document is served?
    pub(crate) fn depends_on_the_document(&self, lost: &[Address]) -> bool {
        let mut others = self.revision.iter().flat_map(addresses);
        others.any(|other| {
            lost.iter().any(|address| {
                other.is_absolute() != address.is_absolute() && other.path() == address.path()
            })
        })
    }

    /// The servers that are called by default, if they are others and the base's is still offered.
    pub(crate) fn defaults(&self) -> Option<(&'c Server, &'c Server)> {
        let (old, new) = (self.base.first()?, self.revision.first()?);
        let [from, to] = [old, new].map(|server| Address::parse(&server.default_url()));
        let mut offered = self.revision.iter().flat_map(addresses);
        let is_written = old.span.is_some() && new.span.is_some();
        (is_written && from != to && offered.any(|offer| offer.covers(&from))).then_some((old, new))
    }
}

impl Missing<'_> {
    /// A URL that the other side does not have.
    pub(crate) fn url(&self) -> String {
        let address = self.addresses.first();
        address.map_or_else(String::new, |address| address.url("any"))
    }
}

/// What nobody wrote (the implied `/`), nobody relies on.
fn missing<'c>(ours: &'c [Server], theirs: &'c [Server]) -> Vec<Missing<'c>> {
    let offered: Vec<(&Server, Vec<Address>)> = theirs
        .iter()
        .map(|server| (server, addresses(server)))
        .collect();
    let has = |address: &Address| {
        let mut all = offered.iter().flat_map(|(_, addresses)| addresses);
        all.any(|offer| offer.covers(address))
    };
    let written = ours.iter().filter(|server| server.span.is_some());
    let missing = written.filter_map(|server| {
        let (known, addresses): (Vec<Address>, Vec<Address>) =
            addresses(server).into_iter().partition(has);
        (!addresses.is_empty()).then(|| Missing {
            server,
            all: known.is_empty(),
            other: offered
                .iter()
                .find(|(other, _)| is_alike(server, other))
                .or(offered.first())
                .and_then(|(other, _)| other.span),
            addresses,
        })
    });
    missing.collect()
}

/// The same template, whatever its variables are called.
fn is_alike(left: &Server, right: &Server) -> bool {
    PathTemplate::parse(&left.url).shape() == PathTemplate::parse(&right.url).shape()
}

/// Every address of a server: each value of each variable that has an `enum`, and `{}` for one that takes any.
pub(crate) fn addresses(server: &Server) -> Vec<Address> {
    let mut texts = vec![String::new()];
    for part in PathTemplate::parse(&server.url).parts {
        let values = match part {
            PathPart::Literal(text) => vec![text],
            PathPart::Parameter(name) => match server.variables.get(&name) {
                Some(variable) if !variable.enumeration.is_empty() => variable.enumeration.clone(),
                _ => vec!["{}".to_owned()],
            },
        };
        let values = if texts.len() * values.len() > MAX_ADDRESSES {
            vec!["{}".to_owned()]
        } else {
            values
        };
        texts = texts
            .iter()
            .flat_map(|start| values.iter().map(move |value| format!("{start}{value}")))
            .collect();
    }
    let mut addresses: Vec<Address> = texts.iter().map(|text| Address::parse(text)).collect();
    addresses.dedup();
    addresses
}

impl Address {
    /// The address of a URL; one without a scheme is relative to where the document is served.
    pub(crate) fn parse(url: &str) -> Self {
        let (start, path) = match url.find("://") {
            Some(at) => {
                let rest = &url[at + 3..];
                let end = rest.find('/').unwrap_or(rest.len());
                let scheme = url[..at].to_ascii_lowercase();
                let host = rest[..end].to_ascii_lowercase();
                let default = match scheme.as_str() {
                    "http" | "ws" => ":80",
                    "https" | "wss" => ":443",
                    _ => "",
                };
                let host = match host.strip_suffix(default) {
                    Some(bare) if !default.is_empty() => bare.to_owned(),
                    _ => host,
                };
                (format!("{scheme}://{host}"), &rest[end..])
            }
            None => (String::new(), url),
        };
        let mut segments: Vec<&str> = Vec::new();
        for segment in path.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop();
                }
                segment => segments.push(segment),
            }
        }
        let path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
        Self(start + &path)
    }

    /// Does every request to `other` arrive here, too?
    pub(crate) fn covers(&self, other: &Self) -> bool {
        matches(&self.0, &other.0)
    }

    /// As a URL, open variables with this value; the root of where the document is served is `/`.
    pub(crate) fn url(&self, value: &str) -> String {
        match self.0.as_str() {
            "" => "/".to_owned(),
            text => text.replace("{}", value),
        }
    }

    fn is_absolute(&self) -> bool {
        self.0.contains("://")
    }

    fn path(&self) -> &str {
        match self.0.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => &self.0,
        }
    }
}

/// Does the pattern, whose `{}` stands for any text without a slash, match?
fn matches(pattern: &str, text: &str) -> bool {
    let Some((literal, rest)) = pattern.split_once("{}") else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(literal) else {
        return false;
    };
    let end = text.find('/').unwrap_or(text.len());
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.filter(|at| (1..=end).contains(at))
        .any(|at| matches(rest, &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn urls_of_one_server_are_one_address() {
        let address = Address::parse;
        for same in [
            "HTTPS://Api.Test/v1",
            "https://api.test:443/v1/",
            "https://api.test/x/../v1",
        ] {
            assert_eq!(address(same), address("https://api.test/v1"), "{same}");
        }
        for other in [
            "http://api.test/v1",
            "https://api.test/V1",
            "https://api.test:8443/v1",
            "/v1",
        ] {
            assert_ne!(address(other), address("https://api.test/v1"), "{other}");
        }
        assert_eq!(address("./v1/"), address("/v1"));
        assert_eq!(address("").url("x"), "/");
    }

    #[test]
    fn a_variable_that_takes_any_value_covers_each() {
        let any = Address::parse("https://{}.api.test/{}");
        assert!(any.covers(&Address::parse("https://eu.api.test/v1")));
        assert!(any.covers(&Address::parse("https://{}.api.test/v1")));
        assert!(!any.covers(&Address::parse("https://api.test/v1")));
        assert!(!any.covers(&Address::parse("https://eu.api.test/v1/more")));
        assert!(!Address::parse("https://eu.api.test/v1").covers(&any));
    }
}
