//! A body in one media type.

use indexmap::IndexMap;

use super::{Header, Style};
use crate::pointer::JsonPointer;
use crate::schema::SchemaId;
use crate::source::SourceSpan;
use crate::syntax::Node;

/// OAS 3.1.1 Media Type Object and the key it stands under.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// The key as written: `application/json; charset=utf-8`, `application/*`, `*/*`.
    pub name: String,
    /// `schema`; `None` when absent: any content.
    pub schema: Option<SchemaId>,
    /// `itemSchema` (OAS 3.2): what each item of a sequential body obeys: each event, line or record of a stream, or each part
    /// of a positional multipart. Absent in older dialects.
    pub item_schema: Option<SchemaId>,
    /// `encoding` by property.
    pub encoding: IndexMap<String, Encoding>,
    /// `prefixEncoding` (OAS 3.2): of the first parts of a multipart, by position. Empty in older dialects.
    pub prefix_encoding: Vec<Encoding>,
    /// `itemEncoding` (OAS 3.2): of the parts after those. Absent in older dialects.
    pub item_encoding: Option<Box<Encoding>>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// Where it was written (its key to the end of its value).
    pub span: SourceSpan,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}

impl MediaType {
    /// `type/subtype` in lower case, parameters cut off.
    pub fn essence(&self) -> String {
        self.name
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }

    /// JSON by name: `application/json`, `text/json` or a `+json` suffix (RFC 6839 3.1).
    pub fn is_json(&self) -> bool {
        let essence = self.essence();
        matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
    }
}

/// OAS 3.1.1 Encoding Object; from OAS 3.2 on a part may be of several parts itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `headers`.
    pub headers: Vec<Header>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `encoding` (OAS 3.2) by property of the part. Empty in older dialects.
    pub encoding: IndexMap<String, Self>,
    /// `prefixEncoding` (OAS 3.2) of the part's first parts. Empty in older dialects.
    pub prefix_encoding: Vec<Self>,
    /// `itemEncoding` (OAS 3.2) of the parts after those. Absent in older dialects.
    pub item_encoding: Option<Box<Self>>,
}

/// OAS 3.1.1 Example Object, or a bare `example`.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The key under `examples`; `None` for a bare `example`.
    pub name: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// The value: `dataValue` (OAS 3.2) or `value`; `None` when it is only given by `externalValue` or as it is on the wire.
    pub value: Option<Node>,
    /// `serializedValue` (OAS 3.2): the value as it is on the wire.
    pub serialized: Option<String>,
}
