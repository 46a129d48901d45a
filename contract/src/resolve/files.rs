//! What the resolver needs from the loader: parsed files and the way from one to another.

use crate::source::{SourceId, SourceSpan};
use crate::syntax::Node;

/// The parsed files of one load.
pub(crate) trait Files {
    /// How many references may follow one another.
    fn max_hops(&self) -> usize;

    /// The tree of a file; `None` when it could not be parsed (already reported).
    fn tree(&self, source: SourceId) -> Option<&Node>;

    /// The file that a relative reference (without fragment) means, read on demand. `None` when it cannot be read, which
    /// has been reported at `site`.
    fn locate(&self, base: SourceId, file: &str, site: SourceSpan) -> Option<SourceId>;

    /// The location of a file, as its source is named.
    fn location(&self, source: SourceId) -> Option<&str>;
}
