//! Findings about one text: spans get their source here, and a thoroughly broken text cannot flood the reader.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{SourceId, SourceSpan};

/// Findings of one code that are listed for one text; the rest is counted.
const LISTED_PER_CODE: usize = 50;

/// Where a front end reports.
#[derive(Debug)]
pub(super) struct Report<'d> {
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    counts: BTreeMap<&'static str, usize>,
}

impl<'d> Report<'d> {
    pub(super) fn new(source: SourceId, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            source,
            diagnostics,
            counts: BTreeMap::new(),
        }
    }

    /// A span of this text. Offsets fit because `parse` refuses larger texts.
    pub(super) fn span(&self, range: Range<usize>) -> SourceSpan {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        SourceSpan::new(self.source, offset(range.start), offset(range.end))
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let count = self.counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= LISTED_PER_CODE {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Was nothing reported?
    pub(super) fn is_silent(&self) -> bool {
        self.counts.is_empty()
    }

    /// How often a code was reported, listed or not.
    pub(super) fn count(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or_default()
    }
}

impl Drop for Report<'_> {
    fn drop(&mut self) {
        for (code, count) in &self.counts {
            if let Some(more) = count.checked_sub(LISTED_PER_CODE).filter(|more| *more > 0) {
                self.diagnostics.push(
                    Diagnostic::info(
                        "more-findings",
                        format!("{more} more findings of `{code}` in this file are not listed"),
                    )
                    .at(SourceSpan::new(self.source, 0, 0)),
                );
            }
        }
    }
}
