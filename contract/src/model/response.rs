//! What may come back, and under which status.

use std::fmt;

use indexmap::IndexMap;

use super::{Header, MediaType};
use crate::pointer::JsonPointer;
use crate::source::SourceSpan;
use crate::syntax::Node;

/// A key of `responses` (OAS 3.1.1 Responses Object). The order is the order of precedence: a code beats a range beats default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status code, 100 to 599.
    Code(u16),
    /// `1XX` to `5XX`, by its first digit.
    Range(u8),
    /// `default`.
    Default,
}

impl StatusPattern {
    /// Does the pattern cover a status code?
    pub fn covers(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(class) => status / 100 == u16::from(class),
            Self::Default => true,
        }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// OAS 3.1.1 Response Object and the key it stands under.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The key.
    pub status: StatusPattern,
    /// `description`.
    pub description: String,
    /// `headers` in writing order; `Content-Type` is left out as the standard demands.
    pub headers: Vec<Header>,
    /// `content` in writing order; empty means no body.
    pub content: Vec<MediaType>,
    /// `links`, as written.
    pub links: IndexMap<String, Node>,
    /// Where it was written.
    pub span: SourceSpan,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}
