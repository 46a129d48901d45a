//! How is a run of tokens broken that does not fit on its line? At what binds least.

use super::printer::{INDENT, Printer};
use super::scan::Scan;
use crate::format::token::{Class, Group, Keyword};

impl Printer<'_> {
    /// Writes tokens from where the line stands; lines that follow are indented. `tail` columns are written behind it.
    pub(super) fn run(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        if from >= to {
            return;
        }
        if self.fits(from, to, tail) || !self.enter() {
            self.flat(from, to, indent);
            return;
        }
        self.broken(from, to, indent, tail);
        self.leave();
    }

    fn broken(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        if matches!(self.class(from), Class::Doc | Class::Pound) {
            let rest = self.attributes(from, to, indent);
            if rest > from {
                self.run(rest, to, indent, tail);
                return;
            }
        }
        if self.is_control(from) {
            self.control(from, to, indent, tail);
            return;
        }
        let scan = self.scan(from, to);
        let declares = scan.parameters.is_some() && scan.colon.is_none() && scan.assign.is_none();
        if scan.where_clause.is_some() || scan.body.is_some() || declares {
            self.definition(from, to, indent, tail, &scan);
        } else if let Some(arrow) = scan.fat_arrow.filter(|arrow| *arrow > from) {
            self.arm(from, to, arrow, indent, tail);
        } else if let Some(assign) = scan.assign.filter(|assign| *assign > from) {
            self.assignment(from, to, assign, indent, tail);
        } else if let Some(head) = self.expression_head(from, to) {
            self.headed(from, to, head, indent, tail);
        } else if let Some(otherwise) = scan.otherwise.filter(|otherwise| *otherwise > from) {
            self.run(from, otherwise, indent, " else {".len());
            self.push(" ");
            self.control(otherwise, to, indent, tail);
        } else if let Some(colon) = scan.colon.filter(|colon| *colon > from) {
            self.flat(from, colon + 1, indent);
            self.glue(colon + 1);
            self.run(colon + 1, to, indent, tail);
        } else if let Some(weakest) = scan.weakest.filter(|weakest| {
            self.find(self.next(from), to, Class::Binary(*weakest))
                .is_some()
        }) {
            self.operands(from, to, weakest, indent, tail);
        } else {
            self.operand(from, to, indent, tail, &scan);
        }
    }

    fn operand(&mut self, from: usize, to: usize, indent: usize, tail: usize, scan: &Scan) {
        match scan.call {
            Some(call) if call > from => self.chain(from, to, call, scan.calls, indent, tail),
            _ => self.run_groups(from, to, indent, tail),
        }
    }

    /// Breaks the last group of what has nothing else to break: a call, a value with fields, a type.
    pub(super) fn run_groups(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        if self.fits(from, to, tail) {
            self.flat(from, to, indent);
            return;
        }
        let Some(open) = self.scan(from, to).group else {
            self.flat(from, to, indent);
            return;
        };
        let behind = self.next(open);
        if self.is_hard(from, open) {
            self.run(from, open, indent, 1);
        } else {
            self.flat(from, open, indent);
        }
        if open > from {
            self.glue(open);
        }
        self.group(open, indent, tail);
        if behind < to {
            self.glue(behind);
            self.run(behind, to, indent, tail);
        }
    }

    /// Where a closure's body begins, or what follows `return` and its like.
    fn expression_head(&self, from: usize, to: usize) -> Option<usize> {
        let mut index = from;
        while matches!(
            self.class(index),
            Class::Keyword(Keyword::Return | Keyword::Move | Keyword::Async | Keyword::Static)
        ) {
            index += 1;
        }
        let body = match self.class(index) {
            Class::NoParameters => index + 1,
            Class::Open(Group::Pipe) => self.next(index),
            _ => index,
        };
        let body = if body > index && self.class(body) == Class::Arrow {
            self.find(body, to, Class::Open(Group::Block))?
        } else {
            body
        };
        (body > from && body < to).then_some(body)
    }

    fn headed(&mut self, from: usize, to: usize, body: usize, indent: usize, tail: usize) {
        self.flat(from, body, indent);
        self.glue(body);
        self.run(body, to, indent, tail);
    }

    /// Operands that an operator parts, each behind the operator on its own line. Alternatives of a pattern and bounds alike.
    fn operands(&mut self, from: usize, to: usize, weakest: u8, indent: usize, tail: usize) {
        /// `|`: alternatives stand below each other.
        const OR: u8 = 4;
        let inner = if weakest == OR {
            indent
        } else {
            indent + INDENT
        };
        let operator = Class::Binary(weakest);
        let mut start = from;
        loop {
            let end = self.next_operator(start, to, operator);
            if start > from {
                self.newline(inner);
                self.flat(start, start + 1, inner);
                self.push(" ");
                start += 1;
            }
            let last = end >= to;
            self.run(start, end, inner, if last { tail } else { 0 });
            if last {
                return;
            }
            start = end;
        }
    }

    fn next_operator(&self, start: usize, to: usize, operator: Class) -> usize {
        let from = if self.class(start) == operator {
            start + 1
        } else {
            start
        };
        self.find(from, to, operator).unwrap_or(to)
    }
}
