//! Where the API may live.

use indexmap::IndexMap;

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
