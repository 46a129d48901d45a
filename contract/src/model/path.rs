//! A path template, split so that nobody above parses braces again.

use std::fmt;

/// A path template such as `/repos/{owner}/{base}...{head}` (OAS 3.1.1 Path Templating).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathTemplate {
    /// As written.
    pub text: String,
    /// Literal text (slashes included, not decoded) and parameters in turn.
    pub parts: Vec<PathPart>,
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
        }
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
    fn an_unclosed_brace_is_text() {
        let path = PathTemplate::parse("/a{b");
        assert_eq!(path.parts, [PathPart::Literal("/a{b".to_owned())]);
    }
}
