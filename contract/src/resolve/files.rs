//! What the resolver needs from the loader: parsed files and the way from one to another.

use crate::dialect::Draft;
use crate::source::{SourceId, SourceSpan};
use crate::syntax::Node;

/// The parsed files of one load.
pub(crate) trait Files {
    /// The draft of a document that names none, if it is known to be a JSON Schema.
    fn schema_draft(&self) -> Option<Draft>;

    /// How many references may follow one another.
    fn max_hops(&self) -> usize;

    /// The tree of a file; `None` when it could not be parsed (already reported).
    fn tree(&self, source: SourceId) -> Option<&Node>;

    /// The file that a relative reference (without fragment) means, read on demand. `None` when it cannot be read, which
    /// has been reported at `site`.
    fn locate(&self, base: SourceId, file: &str, site: SourceSpan) -> Option<SourceId>;

    /// Reads what is at a location, as `locate` reads the file that a reference means.
    fn open(&self, location: &str, site: SourceSpan) -> Option<SourceId>;

    /// The location that a relative reference means in a file at `base`, without reading it.
    fn join(&self, base: &str, reference: &str) -> Option<String>;

    /// Is there something to be read at this URI, though it is no file?
    fn serves(&self, uri: &str) -> bool;

    /// How many files were asked for and read so far.
    fn count(&self) -> usize;

    /// The location of a file, as its source is named.
    fn location(&self, source: SourceId) -> Option<&str>;
}
