//! What has been written, and does more fit on the line?

use crate::format::token::{Class, Token, Tokens};

/// Columns of a line.
const WIDTH: usize = 100;

/// Runs inside each other that are broken; nobody reads further, and the stack has an end.
const DEPTH: usize = 128;

const SPACES: &str = "                                                                ";

/// Columns of one level of nesting.
pub(super) const INDENT: usize = 4;

/// The text of one item in the making.
pub(super) struct Printer<'t> {
    line: &'t Tokens,
    text: String,
    /// Where the last line begins.
    begin: usize,
    /// How many runs are being broken, one inside the other.
    depth: usize,
}

impl<'t> Printer<'t> {
    pub(super) fn new(line: &'t Tokens) -> Self {
        Self {
            line,
            text: String::with_capacity(line.text.len() * 5 / 4 + 1),
            begin: 0,
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    pub(super) fn token(&self, index: usize) -> Token {
        self.line.list[index]
    }

    /// What a token is. Beyond the end stands a semicolon.
    pub(super) fn class(&self, index: usize) -> Class {
        self.line
            .list
            .get(index)
            .map_or(Class::Semi, |token| token.class)
    }

    /// The other end of the group at this token; never before the token itself.
    pub(super) fn partner(&self, index: usize) -> usize {
        let partner = self
            .line
            .list
            .get(index)
            .map_or(index, |token| token.partner as usize);
        partner.max(index)
    }

    /// The token behind this one, or behind the group that it opens.
    pub(super) fn next(&self, index: usize) -> usize {
        match self.class(index) {
            Class::Open(_) => self.partner(index) + 1,
            _ => index + 1,
        }
    }

    /// The text of some tokens on one line.
    fn slice(&self, from: usize, to: usize) -> &'t str {
        if from >= to {
            return "";
        }
        let list = &self.line.list;
        &self.line.text[list[from].start as usize..list[to - 1].end as usize]
    }

    pub(super) fn text_of(&self, index: usize) -> &'t str {
        self.slice(index, index + 1)
    }

    /// How wide some tokens are on one line.
    pub(super) fn width(&self, from: usize, to: usize) -> usize {
        self.slice(from, to).len()
    }

    /// Does something between these tokens forbid a single line?
    pub(super) fn is_hard(&self, from: usize, to: usize) -> bool {
        let breaks = |end: usize| {
            end.checked_sub(1)
                .map_or(0, |last| self.line.list[last].breaks)
        };
        from < to && breaks(to) > breaks(from)
    }

    /// One run inside another is broken; not beyond a depth that nobody could read.
    pub(super) fn enter(&mut self) -> bool {
        if self.depth >= DEPTH {
            return false;
        }
        self.depth += 1;
        true
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// The column that the next character has.
    pub(super) fn column(&self) -> usize {
        self.text.len() - self.begin
    }

    /// Do these tokens and `tail` further columns fit on this line?
    pub(super) fn fits(&self, from: usize, to: usize, tail: usize) -> bool {
        self.fits_at(self.column(), from, to, tail)
    }

    /// Would they fit from this column on?
    pub(super) fn fits_at(&self, column: usize, from: usize, to: usize, tail: usize) -> bool {
        !self.is_hard(from, to) && column + self.width(from, to) + tail <= WIDTH
    }

    /// Would these tokens fit from this column on, the last of which opens what is broken?
    pub(super) fn head_fits_at(&self, column: usize, from: usize, to: usize) -> bool {
        from < to && !self.is_hard(from, to - 1) && column + self.width(from, to) <= WIDTH
    }

    /// Writes tokens on one line, however long it becomes.
    pub(super) fn flat(&mut self, from: usize, to: usize, indent: usize) {
        let has_docs =
            self.is_hard(from, to) && (from..to).any(|index| self.class(index) == Class::Doc);
        if !has_docs {
            self.text.push_str(self.slice(from, to));
            return;
        }
        for index in from..to {
            if index > from && self.class(index - 1) != Class::Doc {
                self.glue(index);
            }
            self.text.push_str(self.text_of(index));
            if self.class(index) == Class::Doc {
                self.newline(indent);
            }
        }
    }

    /// The space before a token, if one stands there.
    pub(super) fn glue(&mut self, index: usize) {
        if self.is_spaced(index) {
            self.text.push(' ');
        }
    }

    /// Does a space stand before this token on one line?
    pub(super) fn is_spaced(&self, index: usize) -> bool {
        let list = &self.line.list;
        index > 0 && index < list.len() && list[index].start > list[index - 1].end
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn newline(&mut self, indent: usize) {
        self.text.push('\n');
        self.begin = self.text.len();
        let mut left = indent;
        while left > 0 {
            let some = left.min(SPACES.len());
            self.text.push_str(&SPACES[..some]);
            left -= some;
        }
    }

    pub(super) fn blank_line(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}
