//! Which text a thing came from, and where in it: files, byte spans, and line/column on demand.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Identifies one [`Source`] of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(crate) u32);

impl SourceId {
    /// The position in reading order, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A byte range in one source. Offsets are UTF-8 byte offsets, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceSpan {
    /// The source the range lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl SourceSpan {
    /// The span `start..end` of `source`.
    pub fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self { source, start, end }
    }

    /// The range as `usize`, for slicing the source's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A position for people: both numbers start at 1; the column counts Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// One text that was read, under the name the user knows it by.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: Arc<str>,
    line_starts: OnceLock<Vec<u32>>,
}

impl Source {
    /// The name to show: a path relative to where the user stands, `main:specs/orders.yaml`, or `<stdin>`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = self
                .text
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
                .collect()
        })
    }

    /// Line and column of a byte offset; an offset past the end gives the end.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let starts = self.line_starts();
        let line = starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let mut start = starts[line] as usize;
        if start == 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len_utf8(); // editors do not count it as a column
        }
        let mut end = (offset as usize).min(self.text.len()).max(start);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.text[start..end].chars().count();
        LineColumn {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}

/// Every source that took part in one load, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Arc<Source>>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a display name. Sources are limited to 4 GiB by the loader, so offsets fit `u32`.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        self.sources.push(Arc::new(Source {
            name: name.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
        }));
        id
    }

    /// The source behind an id of this map.
    ///
    /// # Panics
    /// When the id belongs to another map.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// All sources with their ids, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..)
            .map(SourceId)
            .zip(self.sources.iter().map(AsRef::as_ref))
    }

    /// The text a span covers.
    pub fn snippet(&self, span: SourceSpan) -> &str {
        self.source(span.source)
            .text()
            .get(span.range())
            .unwrap_or_default()
    }

    /// Where a span starts.
    pub fn line_column(&self, span: SourceSpan) -> LineColumn {
        self.source(span.source).line_column(span.start)
    }

    /// `file:line:column` of the span's start, as editors understand it.
    pub fn location(&self, span: SourceSpan) -> String {
        let LineColumn { line, column } = self.line_column(span);
        format!("{}:{line}:{column}", self.source(span.source).name())
    }
}

#[cfg(test)]
mod tests {
    use super::{SourceMap, SourceSpan};

    fn location(text: &str, offset: u32) -> String {
        let mut sources = SourceMap::new();
        let source = sources.add("a.yaml", text);
        let span = SourceSpan::new(source, offset, offset);
        sources.location(span)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(location("a\nüß: x", 7), "a.yaml:2:4");
        assert_eq!(location("\u{feff}ab", 4), "a.yaml:1:2");
    }

    #[test]
    fn any_offset_has_a_place() {
        assert_eq!(location("", 0), "a.yaml:1:1");
        assert_eq!(location("a\r\nb", 99), "a.yaml:2:2");
        assert_eq!(location("ü", 1), "a.yaml:1:1", "inside a character");
        assert_eq!(
            location("\u{feff}a", 0),
            "a.yaml:1:1",
            "before the byte order mark"
        );
    }

    #[test]
    fn the_end_of_a_line_belongs_to_it() {
        assert_eq!(location("ab\ncd", 2), "a.yaml:1:3");
        assert_eq!(location("ab\ncd", 3), "a.yaml:2:1");
    }
}
