//! Typed headers of responses and multipart encodings.

use super::ParameterShape;
use crate::pointer::JsonPointer;
use crate::source::SourceSpan;

/// OAS 3.1.1 Header Object and the key it stands under. Its style is always `simple`.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The header's name as written.
    pub name: String,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `description`.
    pub description: Option<String>,
    /// Schema or content.
    pub shape: ParameterShape,
    /// Where it was written.
    pub span: SourceSpan,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}
