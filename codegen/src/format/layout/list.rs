//! How are elements between commas laid out: after each other, below each other, or filling lines?

use super::printer::{INDENT, Printer};
use crate::format::token::{Class, Group};

/// Columns up to which an element of an array is short.
const SHORT: usize = 24;

impl Printer<'_> {
    /// A group that does not fit on its line.
    pub(super) fn group(&mut self, open: usize, indent: usize, tail: usize) {
        let Class::Open(group) = self.class(open) else {
            return;
        };
        let close = self.partner(open);
        if close == open + 1 || self.fits(open, close + 1, tail) {
            self.flat(open, close + 1, indent);
        } else if group.is_body() {
            self.body(open, indent);
        } else if group == Group::Pipe {
            self.flat(open, close + 1, indent);
        } else if let Some(end) = self.hugged_end(open)
            && self.head_fits_at(self.column(), open, end)
            && self.class(close - 1) != Class::Comma
        {
            let (last, _) = self.last_element(open + 1, close);
            self.flat(open, last, indent);
            if last > open + 1 || group.is_brace() {
                self.glue(last);
            }
            self.run(last, close, indent, tail + 1);
            self.glue(close);
            self.flat(close, close + 1, indent);
        } else if group == Group::Uses || self.is_short(open, group) {
            self.fill(open, indent);
        } else {
            self.items_of_list(open, indent);
        }
    }

    /// An element on each line.
    pub(super) fn items_of_list(&mut self, open: usize, indent: usize) {
        let close = self.partner(open);
        let inner = indent + INDENT;
        self.flat(open, open + 1, indent);
        let mut start = open + 1;
        while start < close {
            let comma = self.find(start, close, Class::Comma);
            let end = comma.unwrap_or(close);
            self.newline(inner);
            self.run(start, end, inner, 1);
            if self.writes_comma(open, start, comma) {
                self.push(",");
            }
            start = end + 1;
        }
        self.newline(indent);
        self.flat(close, close + 1, indent);
    }

    /// As many elements on a line as there is room for.
    fn fill(&mut self, open: usize, indent: usize) {
        let close = self.partner(open);
        let inner = indent + INDENT;
        self.flat(open, open + 1, indent);
        self.newline(inner);
        let mut start = open + 1;
        while start < close {
            let comma = self.find(start, close, Class::Comma);
            let end = comma.unwrap_or(close);
            if start > open + 1 {
                if self.fits_at(self.column() + 1, start, end, 1) {
                    self.push(" ");
                } else {
                    self.newline(inner);
                }
            }
            self.run(start, end, inner, 1);
            if self.writes_comma(open, start, comma) {
                self.push(",");
            }
            start = end + 1;
        }
        self.newline(indent);
        self.flat(close, close + 1, indent);
    }

    /// Does a comma follow the element that begins here? Behind the last one only where it changes nothing.
    fn writes_comma(&self, open: usize, element: usize, comma: Option<usize>) -> bool {
        let close = self.partner(open);
        let token = self.token(open);
        if comma.is_some_and(|comma| comma + 1 < close) {
            return true;
        }
        if token.verbatim {
            return comma.is_some();
        }
        let Class::Open(group) = token.class else {
            return false;
        };
        let several = self.find(open + 1, close, Class::Comma).is_some();
        match group {
            Group::Parenthesis => several || self.is_call_at(open),
            Group::Bracket | Group::Angle => several,
            Group::Fields => !(self.class(element) == Class::Range),
            Group::Uses => true,
            Group::Attribute
            | Group::Pipe
            | Group::Brace
            | Group::Block
            | Group::Body
            | Group::Arms
            | Group::Items
            | Group::Members
            | Group::Table => false,
        }
    }

    /// Parentheses behind a name: what they hold is no tuple.
    fn is_call_at(&self, open: usize) -> bool {
        open > 0
            && matches!(
                self.class(open - 1),
                Class::Word | Class::Close(Group::Angle)
            )
    }

    /// An array of nothing but short words and values.
    fn is_short(&self, open: usize, group: Group) -> bool {
        if group != Group::Bracket {
            return false;
        }
        let close = self.partner(open);
        let mut start = open + 1;
        while start < close {
            let end = self.find(start, close, Class::Comma).unwrap_or(close);
            let plain = (start..end).all(|index| {
                matches!(
                    self.class(index),
                    Class::Word | Class::Literal | Class::PathSep | Class::Prefix
                )
            });
            if !plain || self.width(start, end) > SHORT {
                return false;
            }
            start = end + 1;
        }
        true
    }
}
