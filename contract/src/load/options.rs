//! How much a contract may ask of its reader. A document cannot change any of this.

use crate::dialect::Draft;
use crate::syntax::SyntaxLimits;

/// Limits of one load. Each has its own diagnostic when it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// Bytes of one file (`file-too-large`); at most 4 GiB has an effect.
    pub max_file_bytes: u64,
    /// Files of one contract (`too-many-files`).
    pub max_files: usize,
    /// Steps of a chain of references, each leading to the next (`too-many-reference-hops`).
    pub max_reference_hops: usize,
    /// Read the document as a JSON Schema, whatever it looks like; of this draft where its `$schema` names none. Otherwise
    /// a JSON Schema is recognised by its keywords, and is one of 2020-12.
    pub schema_draft: Option<Draft>,
    /// Nesting (`nesting-too-deep`) and alias expansion (`yaml-alias-expansion`) of one text.
    pub syntax: SyntaxLimits,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            max_file_bytes: 64 << 20,
            max_files: 10_000,
            max_reference_hops: 100,
            schema_draft: None,
            syntax: SyntaxLimits::default(),
        }
    }
}
