//! From the text of a query to its steps (RFC 9535 2.1 to 2.5).

use super::scan::{Malformed, Scan};
use super::{Query, Segment, Selector};

/// How deep filters may stand in filters and parentheses in parentheses.
const MAX_DEPTH: usize = 32;

impl Query {
    /// Reads a query; it starts with `$`.
    pub(in crate::overlay) fn parse(text: &str) -> Result<Self, Malformed> {
        let mut parser = Parser {
            scan: Scan::new(text),
            depth: 0,
        };
        parser.scan.expect("$")?;
        let segments = parser.segments()?;
        if parser.scan.peek().is_some() {
            return Err(parser
                .scan
                .malformed("a segment: `.name`, `..`, or brackets"));
        }
        Ok(Self {
            absolute: true,
            segments,
        })
    }
}

/// A query being read.
pub(super) struct Parser {
    pub(super) scan: Scan,
    depth: usize,
}

impl Parser {
    /// Reads something that stands within something else.
    pub(super) fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        if self.depth >= MAX_DEPTH {
            return Err(self.scan.malformed("fewer levels of filters"));
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// The segments from here on. White space that no segment follows is left where it is.
    pub(super) fn segments(&mut self) -> Result<Vec<Segment>, Malformed> {
        let mut segments = Vec::new();
        loop {
            let before = self.scan.position();
            self.scan.skip_blanks();
            let Some(segment) = self.segment()? else {
                self.scan.back_to(before);
                return Ok(segments);
            };
            segments.push(segment);
        }
    }

    fn segment(&mut self) -> Result<Option<Segment>, Malformed> {
        let descendants = self.scan.take("..");
        if !descendants && self.scan.peek() == Some('.') {
            self.scan.next();
            let selectors = vec![self.shorthand()?];
            return Ok(Some(Segment {
                descendants,
                selectors,
            }));
        }
        let selectors = if self.scan.take("[") {
            self.bracketed()?
        } else if descendants {
            vec![self.shorthand()?]
        } else {
            return Ok(None);
        };
        Ok(Some(Segment {
            descendants,
            selectors,
        }))
    }

    /// `*` or a name without quotes.
    fn shorthand(&mut self) -> Result<Selector, Malformed> {
        if self.scan.take("*") {
            return Ok(Selector::Wildcard);
        }
        let first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
        if !self.scan.peek().is_some_and(first) {
            return Err(self
                .scan
                .malformed("a name or `*`; other names stand in brackets and quotes"));
        }
        let name = self.scan.while_is(|c| first(c) || c.is_ascii_digit());
        Ok(Selector::Name(name))
    }

    fn bracketed(&mut self) -> Result<Vec<Selector>, Malformed> {
        let mut selectors = Vec::new();
        loop {
            self.scan.skip_blanks();
            selectors.push(self.selector()?);
            self.scan.skip_blanks();
            if self.scan.take("]") {
                return Ok(selectors);
            }
            self.scan.expect(",")?;
        }
    }

    fn selector(&mut self) -> Result<Selector, Malformed> {
        match self.scan.peek() {
            Some('*') => {
                self.scan.next();
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.scan.next();
                self.scan.skip_blanks();
                self.nested(Self::condition).map(Selector::Filter)
            }
            Some('"' | '\'') => self.scan.quoted().map(Selector::Name),
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            _ => Err(self
                .scan
                .malformed("a name in quotes, an index, a slice, `*` or a filter")),
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector, Malformed> {
        let start = self.optional_integer()?;
        let after_start = self.scan.position();
        self.scan.skip_blanks();
        if !self.scan.take(":") {
            self.scan.back_to(after_start);
            return start
                .map(Selector::Index)
                .ok_or_else(|| self.scan.malformed("an index"));
        }
        self.scan.skip_blanks();
        let end = self.optional_integer()?;
        self.scan.skip_blanks();
        let mut step = None;
        if self.scan.take(":") {
            self.scan.skip_blanks();
            step = self.optional_integer()?;
        }
        Ok(Selector::Slice {
            start,
            end,
            step: step.unwrap_or(1),
        })
    }

    fn optional_integer(&mut self) -> Result<Option<i64>, Malformed> {
        if matches!(self.scan.peek(), Some('-' | '0'..='9')) {
            self.scan.integer().map(Some)
        } else {
            Ok(None)
        }
    }
}
