//! What the contract says about itself.

use crate::source::SourceSpan;

/// OAS 3.1.1 Info Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// `title`; empty when the document has none (reported by the loader).
    pub title: String,
    /// `version` of the contract, as text: `3.10` stays `3.10`.
    pub version: String,
    /// `description`.
    pub description: Option<String>,
    /// Where it was written; `None` when there is no `info`.
    pub span: Option<SourceSpan>,
    /// Where `version` was written.
    pub version_span: Option<SourceSpan>,
}

/// OAS 3.1.1 Tag Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `name`.
    pub name: String,
    /// `summary` (OAS 3.2): its name for people.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `parent` (OAS 3.2): the tag it belongs under.
    pub parent: Option<String>,
    /// `kind` (OAS 3.2): what it is for: `nav`, `badge`, `audience` or a word of the authors'.
    pub kind: Option<String>,
    /// Where it was written.
    pub span: SourceSpan,
}
