//! Names and values of a query or of cookies, split but not yet decoded.

use std::borrow::Cow;

use super::expectation::{self, Expectation};
use super::{deep_object, escape};
use crate::operation::{ParameterDescriptor, Style};

/// `name=value` pairs in the order they were sent. Names are decoded; values are kept as sent, because a style may have
/// to split them first.
#[derive(Clone, Debug, Default)]
pub struct Pairs<'a> {
    list: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> Pairs<'a> {
    /// The pairs of a URI's query, without its `?`.
    pub fn from_query(query: &'a str) -> Self {
        let list = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (escape::decode_name(name), value)
            })
            .collect();
        Self { list }
    }

    /// The pairs of the request's `Cookie` header lines (RFC 6265 section 4.2.1).
    pub fn from_cookies(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let list = lines
            .into_iter()
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (Cow::Borrowed(name), unquoted(value)))
            .collect();
        Self { list }
    }

    /// The pairs of a query that may be meant for `parameter`, which is spelled in exploded `form` style: those that none of
    /// the `others` claims. An object without declared properties takes every pair it is given, so it is given no property of
    /// another object either, and nothing that is `reserved`: pairs of these names are no parameter's, such as API keys. A
    /// property that two objects declare goes to both.
    #[must_use]
    pub fn left_for(
        mut self,
        parameter: &ParameterDescriptor,
        others: &[&ParameterDescriptor],
        reserved: &[&str],
    ) -> Self {
        let declares = !expectation::property_names(parameter.schema).is_empty();
        self.list.retain(|(key, _)| {
            let key = key.as_ref();
            let is_other = |other: &&ParameterDescriptor| {
                if declares {
                    key == other.name
                } else {
                    claims(other, key)
                }
            };
            !others.iter().any(is_other) && (declares || !reserved.contains(&key))
        });
        self
    }

    /// A query without the pairs of these names, otherwise as it was sent: what is left is a whole query string.
    pub fn query_without(query: &'a str, reserved: &[&str]) -> Cow<'a, str> {
        let is_reserved = |pair: &&str| {
            let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
            reserved.contains(&escape::decode_name(name).as_ref())
        };
        if !query.split('&').any(|pair| is_reserved(&pair)) {
            return Cow::Borrowed(query);
        }
        let others: Vec<&str> = query.split('&').filter(|pair| !is_reserved(pair)).collect();
        Cow::Owned(others.join("&"))
    }

    /// Decoded names and undecoded values, in the order they were sent.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.list
            .iter()
            .map(|(name, value)| (name.as_ref(), *value))
    }

    /// Names and values, decoded as HTML forms send them; a value that is no UTF-8 is left out.
    pub fn decoded(&self) -> Vec<(String, String)> {
        self.iter()
            .filter_map(|(name, value)| {
                let value = escape::Unescape::PercentAndPlus.apply(value).ok()?;
                Some((name.to_owned(), value))
            })
            .collect()
    }

    pub(super) fn values(&self, name: &str) -> Vec<&'a str> {
        let named = self.iter().filter(|(other, _)| *other == name);
        named.map(|(_, value)| value).collect()
    }
}

/// Is a pair with this name part of a query parameter, whatever others there are?
fn claims(parameter: &ParameterDescriptor, key: &str) -> bool {
    if parameter.json {
        return key == parameter.name;
    }
    if parameter.style == Style::DeepObject {
        return deep_object::is_key_of(key, parameter.name);
    }
    if parameter.explode && Expectation::of(parameter.schema).is_fields_only() {
        return expectation::property_names(parameter.schema).contains(&key);
    }
    key == parameter.name
}

/// RFC 6265 allows quotes around a cookie's value; they are not part of it.
fn unquoted(value: &str) -> &str {
    value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .unwrap_or(value)
}
