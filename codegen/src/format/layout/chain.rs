//! How is `root.one(..).two(..)` broken?

use super::printer::{INDENT, Printer};
use crate::format::token::{Class, Group};

impl Printer<'_> {
    /// A run with `calls` calls on its level, the first of them at the dot `call`, which is not the first token. An only call
    /// of what was called before breaks before its dot if that is enough.
    pub(super) fn chain(
        &mut self,
        from: usize,
        to: usize,
        call: usize,
        calls: usize,
        indent: usize,
        tail: usize,
    ) {
        let root_calls = self.class(call - 1) == Class::Close(Group::Parenthesis);
        let below =
            root_calls && self.fits(from, call, 0) && self.fits_at(indent + INDENT, call, to, tail);
        if let Some(open) = self.last_arguments(from, to, calls).filter(|_| !below) {
            self.flat(from, open, indent);
            self.group(open, indent, tail);
            let behind = self.next(open);
            self.flat(behind, to, indent);
            return;
        }
        self.run(from, call, indent, 0);
        self.links(call, to, indent, tail);
    }

    /// Calls below each other. The first stays on the line of a root that is no wider than an indentation.
    pub(super) fn links(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        let inner = indent + INDENT;
        let mut start = from;
        while start < to {
            let end = self.next_call(start + 1, to);
            let beside = start == from && self.column() <= inner;
            if !beside {
                self.newline(inner);
            }
            self.run_groups(start, end, inner, if end == to { tail } else { 0 });
            start = end;
        }
    }

    fn next_call(&self, from: usize, to: usize) -> usize {
        let mut index = from;
        while index < to {
            if self.class(index) == Class::Dot && self.is_call(index) {
                return index;
            }
            index = self.next(index);
        }
        to
    }

    /// The arguments of the last call, where all before them stays on one line: those of an only call, and those that end in
    /// braces.
    fn last_arguments(&self, from: usize, to: usize, calls: usize) -> Option<usize> {
        let open = self.scan(from, to).group?;
        let behind = self.next(open);
        let trails = (behind..to).all(|index| {
            matches!(
                self.class(index),
                Class::Question | Class::Dot | Class::Word
            )
        });
        if !trails || self.class(open) != Class::Open(Group::Parenthesis) {
            return None;
        }
        let end = match calls {
            1 => open + 1,
            _ => self.hugged_end(open)?,
        };
        self.head_fits_at(self.column(), from, end).then_some(open)
    }
}
