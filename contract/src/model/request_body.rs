//! What a request may carry.

use super::MediaType;
use crate::pointer::JsonPointer;
use crate::source::SourceSpan;

/// OAS 3.1.1 Request Body Object.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// `required`.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// `content` in writing order.
    pub content: Vec<MediaType>,
    /// Where it was written.
    pub span: SourceSpan,
    /// Where `required` was written.
    pub required_span: Option<SourceSpan>,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}
