//! Where the API may live.

use indexmap::IndexMap;

use super::{PathPart, PathTemplate};
use crate::source::SourceSpan;

/// OAS 3.1.1 Server Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `url` as written, with `{variables}`.
    pub url: String,
    /// `name` (OAS 3.2): what to choose it by. Absent in older dialects.
    pub name: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `variables`.
    pub variables: IndexMap<String, ServerVariable>,
    /// Where it was written; `None` for the implied `/`.
    pub span: Option<SourceSpan>,
}

impl Server {
    /// The URL, its variables filled in with their defaults. One that nobody declared (reported) is empty.
    pub fn default_url(&self) -> String {
        let template = PathTemplate::parse(&self.url);
        let pieces = template.parts.into_iter().map(|part| match part {
            PathPart::Literal(text) => text,
            PathPart::Parameter(name) => match self.variables.get(&name) {
                Some(variable) => variable.default.clone(),
                None => String::new(),
            },
        });
        pieces.collect()
    }
}

/// OAS 3.1.1 Server Variable Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// `default`.
    pub default: String,
    /// `enum`.
    pub enumeration: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}
