//! How are `if`, `match`, loops and blocks laid out?

use super::printer::{INDENT, Printer};
use crate::format::token::{Class, Group, Keyword};

impl Printer<'_> {
    /// Does an expression with braces of its own begin here?
    pub(super) fn is_control(&self, index: usize) -> bool {
        match self.class(index) {
            Class::Keyword(
                Keyword::If
                | Keyword::Match
                | Keyword::While
                | Keyword::For
                | Keyword::Loop
                | Keyword::Else,
            )
            | Class::Open(Group::Block | Group::Body | Group::Arms) => true,
            Class::Keyword(Keyword::Unsafe | Keyword::Async | Keyword::Const) => {
                let moved = self.class(index + 1) == Class::Keyword(Keyword::Move);
                self.class(index + 1 + usize::from(moved)) == Class::Open(Group::Block)
            }
            Class::Lifetime => self.class(index + 1) == Class::Colon && self.is_control(index + 2),
            _ => false,
        }
    }

    /// Heads with their braces, and what follows the last of them.
    pub(super) fn control(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        let mut start = from;
        while let Some(open) = self.braces(start, to) {
            self.head(start, open, indent);
            self.body(open, indent);
            start = self.next(open);
            if start >= to {
                return;
            }
            self.glue(start);
            if self.class(start) != Class::Keyword(Keyword::Else) {
                break;
            }
        }
        if start > from {
            self.rest(start, to, indent, tail);
        } else {
            self.run_groups(start, to, indent, tail);
        }
    }

    fn braces(&self, from: usize, to: usize) -> Option<usize> {
        let mut index = from;
        while index < to {
            if let Class::Open(Group::Block | Group::Body | Group::Arms) = self.class(index) {
                return Some(index);
            }
            index = self.next(index);
        }
        None
    }

    /// `if`, `else if`, `match` and what they look at.
    fn head(&mut self, from: usize, open: usize, indent: usize) {
        if from == open {
            return;
        }
        let tail = " {".len();
        let mut start = from;
        while start < open && matches!(self.class(start), Class::Keyword(_)) {
            if start > from {
                self.push(" ");
            }
            self.flat(start, start + 1, indent);
            start += 1;
        }
        if start < open {
            if start > from {
                self.glue(start);
            }
            if self.fits(start, open, tail) {
                self.flat(start, open, indent);
            } else {
                self.run(start, open, indent + INDENT, tail);
            }
        }
        self.glue(open);
    }

    /// `.await?` and calls of what the braces came to.
    fn rest(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        if self.class(from) == Class::Dot && self.is_call(from) {
            self.links(from, to, indent, tail);
        } else {
            self.run_groups(from, to, indent, tail);
        }
    }
}
