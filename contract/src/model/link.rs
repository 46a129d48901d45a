//! What a response says one can do next.

use indexmap::IndexMap;

use super::{RuntimeExpression, Server};
use crate::source::SourceSpan;
use crate::syntax::Node;

/// OAS 3.1.1 Link Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Which operation it leads to; `None` (reported) when it says neither how.
    pub target: Option<LinkTarget>,
    /// `parameters` of that operation by name, which may be qualified: `path.id`.
    pub parameters: IndexMap<String, LinkValue>,
    /// `requestBody` of that operation.
    pub request_body: Option<LinkValue>,
    /// `description`.
    pub description: Option<String>,
    /// `server`, in place of those of the operation.
    pub server: Option<Server>,
    /// The object as written.
    pub written: Node,
    /// Where it was written.
    pub span: SourceSpan,
}

/// How a link names its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// `operationId`; one that no operation has was reported.
    OperationId(String),
    /// `operationRef`: a reference, possibly to another description.
    OperationRef(String),
}

impl LinkTarget {
    /// The id or the reference, as written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::OperationId(text) | Self::OperationRef(text) => text,
        }
    }
}

/// What a link passes on.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkValue {
    /// A part of the request or response.
    Expression(RuntimeExpression),
    /// A constant, or a text with expressions in braces.
    Constant(Node),
}
