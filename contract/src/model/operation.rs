//! One operation: a method on a path, everything inherited from the path item and the document filled in.

use std::fmt;

use indexmap::IndexMap;

use super::{
    Callback, Parameter, PathTemplate, RequestBody, Response, SecurityRequirement, Server,
};
use crate::pointer::JsonPointer;
use crate::policy::Policy;
use crate::source::SourceSpan;
use crate::syntax::Node;

/// An HTTP method (RFC 9110 section 9).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
    /// QUERY (OAS 3.2): safe and idempotent like GET, with a body like POST.
    Query,
    /// Any other token, as written (OpenAPI 3.2 `additionalOperations`).
    Other(String),
}

impl Method {
    /// The method in upper case, as on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Idempotent by RFC 9110 9.2.2, or by its definition (QUERY): repeating it has the effect of sending it once.
    pub fn is_idempotent(&self) -> bool {
        match self {
            Self::Get
            | Self::Put
            | Self::Delete
            | Self::Options
            | Self::Head
            | Self::Trace
            | Self::Query => true,
            Self::Post | Self::Patch | Self::Other(_) => false,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// OAS 3.1.1 Operation Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId` as written; a duplicate was reported and is `None` here for all but the first.
    pub operation_id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path, split into its parts.
    pub path: PathTemplate,
    /// `tags` as written.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Path-item parameters and the operation's own merged (the operation wins by name and location). A path template
    /// variable that nobody declared was reported and stands here as a required string.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub request_body: Option<RequestBody>,
    /// `responses` in writing order.
    pub responses: Vec<Response>,
    /// Alternatives (OR) of sets (AND) of schemes: the operation's own or else the document's. Empty means open; a member
    /// without schemes (`{}`) means that anonymous calls are allowed too.
    pub security: Vec<SecurityRequirement>,
    /// The nearest `servers`: operation, path item, document. Never empty.
    pub servers: Vec<Server>,
    /// `callbacks` by name.
    pub callbacks: IndexMap<String, Callback>,
    /// What the contract says about retries, idempotency, timeouts and rate limits.
    pub policy: Policy,
    /// `x-*` keys of the operation.
    pub extensions: IndexMap<String, Node>,
    /// Where the operation object was written.
    pub span: SourceSpan,
    /// Where its method key was written.
    pub method_span: SourceSpan,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}
