//! Parameters: where they travel and how their values are spelled there.

use indexmap::IndexMap;

use super::{Example, MediaType};
use crate::pointer::JsonPointer;
use crate::schema::SchemaId;
use crate::source::SourceSpan;
use crate::syntax::Node;

/// OAS 3.1.1 Parameter Object, `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `querystring` (OAS 3.2): one parameter is the whole query, spelled by its `content`. One that is spelled as a form is
    /// given as [`Query`](Self::Query) in operations, as an exploded object in `form` style: the same text.
    QueryString,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
}

impl ParameterLocation {
    /// The word in a document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// OAS 3.1.1 Style Values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;a=1` in paths.
    Matrix,
    /// `.1` in paths.
    Label,
    /// `a,b` in paths and headers.
    Simple,
    /// `a=1&a=2` in queries and cookies.
    Form,
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1|2`.
    PipeDelimited,
    /// `a[b]=1`.
    DeepObject,
    /// `a=1; b=2` in cookies, nothing escaped (OAS 3.2).
    Cookie,
}

impl Style {
    /// The word in a document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Simple => "simple",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }
}

/// What describes a parameter's or header's value.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterShape {
    /// `schema`, spelled by a style. Style and explode have their defaults filled in for the location.
    Schema {
        /// The schema.
        schema: SchemaId,
        /// `style`.
        style: Style,
        /// `explode`.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// `content`: one media type whose encoded form is the value.
    Content(Box<MediaType>),
}

/// OAS 3.1.1 Parameter Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name` as written (header names are compared without case).
    pub name: String,
    /// `in`.
    pub location: ParameterLocation,
    /// `required`; always true in paths.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `allowEmptyValue`.
    pub allow_empty_value: bool,
    /// `description`.
    pub description: Option<String>,
    /// Schema or content.
    pub shape: ParameterShape,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// `x-*` keys.
    pub extensions: IndexMap<String, Node>,
    /// Where it was written.
    pub span: SourceSpan,
    /// Where each key of it that was written stands.
    pub key_spans: IndexMap<String, SourceSpan>,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}
