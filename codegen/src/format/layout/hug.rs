//! Which last element of a list stays on the line of its opening delimiter: `Some(Order {`, `map(|order| {`?

use super::printer::Printer;
use crate::format::token::{Class, Group, Keyword};

impl Printer<'_> {
    /// The delimiter behind which a run is broken that ends with a group and has nothing else to break.
    pub(super) fn hug(&self, from: usize, to: usize) -> Option<usize> {
        let mut index = from;
        while matches!(
            self.class(index),
            Class::Prefix | Class::Keyword(Keyword::Other)
        ) && index < to
        {
            index += 1;
        }
        if let Some(body) = self.closure_body(index, to) {
            return self.hug(body, to);
        }
        match self.class(index) {
            Class::Keyword(Keyword::Match) => {
                let open = self.find(index, to, Class::Open(Group::Arms))?;
                return (self.next(open) == to).then_some(open);
            }
            Class::Keyword(Keyword::Unsafe | Keyword::Async) if self.is_control(index) => {
                let open = self.find(index, to, Class::Open(Group::Block))?;
                return (self.next(open) == to).then_some(open);
            }
            _ => {}
        }
        let mut calls = 0;
        while index < to {
            match self.class(index) {
                Class::Word | Class::PathSep | Class::Bang | Class::Literal => index += 1,
                Class::Dot => {
                    calls += usize::from(self.is_call(index));
                    index += 1;
                }
                Class::Open(Group::Angle) => index = self.next(index),
                Class::Open(group) => {
                    let next = self.next(index);
                    let filled = next > index + 2;
                    if next == to {
                        return (filled && calls < 2 && group != Group::Attribute).then_some(index);
                    }
                    // A chain of several calls breaks at its dots.
                    if self.class(next) != Class::Dot {
                        return None;
                    }
                    index = next;
                }
                _ => return None,
            }
        }
        None
    }

    fn closure_body(&self, from: usize, to: usize) -> Option<usize> {
        let mut index = from;
        while matches!(
            self.class(index),
            Class::Keyword(Keyword::Move | Keyword::Async)
        ) {
            index += 1;
        }
        let body = match self.class(index) {
            Class::NoParameters => index + 1,
            Class::Open(Group::Pipe) => self.next(index),
            _ => return None,
        };
        if self.class(body) == Class::Arrow {
            return self.find(body, to, Class::Open(Group::Block));
        }
        (body < to).then_some(body)
    }

    /// Does the run end in braces or brackets that hold what makes it long, so that what stands before reads like a name?
    fn ends_in_braces(&self, from: usize, to: usize) -> bool {
        let mut index = from;
        while matches!(
            self.class(index),
            Class::Prefix | Class::Keyword(Keyword::Other)
        ) && index < to
        {
            index += 1;
        }
        if self.closure_body(index, to).is_some() {
            return true;
        }
        self.hug(from, to)
            .is_some_and(|open| match self.class(open) {
                Class::Open(group) => {
                    group.is_brace() || (group == Group::Bracket && open == index)
                }
                _ => false,
            })
    }

    /// Where the first line of a list ends whose last element stays on it; `None` if every element gets its line.
    pub(super) fn hugged_end(&self, open: usize) -> Option<usize> {
        let close = self.partner(open);
        let (last, count) = self.last_element(open + 1, close);
        let hugged = self.hug(last, close)?;
        let simple = count == 1 || self.ends_in_braces(last, close);
        (simple && !self.is_hard(open, last)).then_some(hugged + 1)
    }

    /// Where the last element of a list begins, and how many there are.
    pub(super) fn last_element(&self, from: usize, to: usize) -> (usize, usize) {
        let (mut last, mut count) = (from, 0);
        let mut start = from;
        while start < to {
            last = start;
            count += 1;
            start = match self.find(start, to, Class::Comma) {
                Some(comma) => comma + 1,
                None => to,
            };
        }
        (last, count)
    }
}
