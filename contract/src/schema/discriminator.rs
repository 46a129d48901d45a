//! OpenAPI's discriminator: which property tells the alternatives apart, and which value means which schema.

use indexmap::IndexMap;

use super::SchemaId;
use crate::source::SourceSpan;

/// OAS 3.1.1 Discriminator Object, with its mapping resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property that carries the tag.
    pub property_name: String,
    /// Tag value to schema: the explicit mapping first in writing order (bare names and URIs both resolved), then the
    /// implicit ones (component name of each oneOf/anyOf member that no explicit entry names).
    pub mapping: IndexMap<String, SchemaId>,
    /// `defaultMapping` (OAS 3.2): what a value is whose tag is missing or means nothing. Absent in older dialects.
    pub default_mapping: Option<SchemaId>,
    /// Where it was written.
    pub span: SourceSpan,
}
