//! A path template, split so that nobody above parses braces again.

use std::fmt;

/// A path template such as `/repos/{owner}/{base}...{head}` (OAS 3.1.1 Path Templating).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathTemplate {
    /// As written.
    pub text: String,
    /// Literal text (slashes included, not decoded) and parameters in turn.
    pub parts: Vec<PathPart>,
    /// What authors add to tell operations apart, with its first character: `?beta=true`, `#acl`. No part of the path.
    pub suffix: String,
}

/// One part of a [`PathTemplate`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathPart {
    /// Text between parameters.
    Literal(String),
    /// `{name}`.
    Parameter(String),
}

impl PathTemplate {
    /// Splits a template; braces that do not pair up are literal text.
    pub fn parse(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else {
                break;
            };
            // `{b/{x}`: only the last opening brace is closed.
            let closed = rest[..open + length].rfind('{').unwrap_or(open);
            let length = open + length - closed;
            let open = closed;
            let name = &rest[open + 1..open + length];
            literal.push_str(&rest[..open]);
            if !literal.is_empty() {
                parts.push(PathPart::Literal(std::mem::take(&mut literal)));
            }
            parts.push(PathPart::Parameter(name.to_owned()));
            rest = &rest[open + length + 1..];
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(PathPart::Literal(literal));
        }
        Self {
            text: text.to_owned(),
            parts,
            suffix: String::new(),
        }
    }

    /// Splits a key of `paths`: a query or fragment in it is the suffix.
    pub fn of_path(text: &str) -> Self {
        let mut depth = 0_usize;
        let end = text.find(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(c, '?' | '#')
        });
        let (path, suffix) = text.split_at(end.unwrap_or(text.len()));
        Self {
            text: text.to_owned(),
            suffix: suffix.to_owned(),
            ..Self::parse(path)
        }
    }

    /// The `name=value` pairs that a query in the path demands of every request, as written. A fragment is never sent.
    pub fn query_pairs(&self) -> impl Iterator<Item = &str> {
        self.written_pairs().filter(|pair| !pair.contains('{'))
    }

    /// The name a query in the path gives a variable: `q` for `term` in `/search?q={term}`.
    pub fn query_name(&self, variable: &str) -> Option<&str> {
        self.written_pairs().find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let inner = value.strip_prefix('{')?.strip_suffix('}')?;
            (inner == variable).then_some(name)
        })
    }

    fn written_pairs(&self) -> impl Iterator<Item = &str> {
        let query = self.suffix.strip_prefix('?').unwrap_or_default();
        let query = query.split('#').next().unwrap_or_default();
        query.split('&').filter(|pair| !pair.is_empty())
    }

    /// The parameter names in order.
    pub fn parameter_names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            PathPart::Parameter(name) => Some(name.as_str()),
            PathPart::Literal(_) => None,
        })
    }

    /// The template with every parameter name removed: what decides which paths are the same.
    pub fn shape(&self) -> String {
        self.route_shape() + &self.suffix
    }

    /// The shape without the suffix: what a server looks for in the path of a request.
    pub fn route_shape(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                PathPart::Literal(text) => text.as_str(),
                PathPart::Parameter(_) => "{}",
            })
            .collect()
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{PathPart, PathTemplate};

    #[test]
    fn a_segment_may_hold_several_parameters() {
        let path = PathTemplate::parse("/compare/{base}...{head}/x");
        assert_eq!(path.parameter_names().collect::<Vec<_>>(), ["base", "head"]);
        assert_eq!(path.shape(), "/compare/{}...{}/x");
    }

    #[test]
    fn a_query_or_fragment_is_no_part_of_the_path() {
        let path = PathTemplate::of_path("/files/{id}?beta=true&of={term}#acl");
        assert_eq!(path.route_shape(), "/files/{}");
        assert_eq!(path.shape(), "/files/{}?beta=true&of={term}#acl");
        assert_eq!(path.query_pairs().collect::<Vec<_>>(), ["beta=true"]);
        assert_eq!(path.query_name("term"), Some("of"));
        let path = PathTemplate::of_path("/files/{a?b}#x?y=z");
        assert_eq!(path.parameter_names().collect::<Vec<_>>(), ["a?b"]);
        assert_eq!(
            (path.query_pairs().next(), path.suffix.as_str()),
            (None, "#x?y=z")
        );
    }

    #[test]
    fn an_unclosed_brace_is_text() {
        let path = PathTemplate::parse("/a{b");
        assert_eq!(path.parts, [PathPart::Literal("/a{b".to_owned())]);
        let path = PathTemplate::parse("/{b/{x}");
        assert_eq!(path.shape(), "/{b/{}");
    }
}
