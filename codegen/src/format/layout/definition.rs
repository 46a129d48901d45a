//! How are functions, types, `impl`s and traits laid out: head, `where`, body?

use super::printer::{INDENT, Printer};
use super::scan::Scan;
use crate::format::token::Class;

impl Printer<'_> {
    pub(super) fn definition(
        &mut self,
        from: usize,
        to: usize,
        indent: usize,
        tail: usize,
        scan: &Scan,
    ) {
        let end = scan.body.unwrap_or(to);
        let clause = scan.where_clause.filter(|clause| *clause < end);
        let head = clause.unwrap_or(end);
        let behind_head = match (clause, scan.body) {
            (Some(_), _) => 0,
            (None, Some(open)) if self.next(open) == open + 2 => " {}".len(),
            (None, Some(_)) => " {".len(),
            (None, None) => tail,
        };
        self.signature(from, head, indent, behind_head, scan);
        if let Some(clause) = clause {
            self.newline(indent);
            self.flat(clause, clause + 1, indent);
            self.predicates(clause + 1, end, indent + INDENT, scan.body.is_some());
        }
        let Some(open) = scan.body else {
            return;
        };
        if clause.is_some() {
            self.newline(indent);
        } else if open > from {
            self.glue(open);
        }
        self.body(open, indent);
        let behind = self.next(open);
        if behind < to {
            self.glue(behind);
            self.run(behind, to, indent, tail);
        }
    }

    /// Breaks the parameters first: what is returned reads best on one line.
    fn signature(&mut self, from: usize, to: usize, indent: usize, tail: usize, scan: &Scan) {
        if self.fits(from, to, tail) {
            self.flat(from, to, indent);
            return;
        }
        let parameters = scan
            .parameters
            .filter(|open| *open < to && self.partner(*open) > open + 1);
        let Some(open) = parameters else {
            self.run_head(from, to, indent, tail);
            return;
        };
        self.flat(from, open, indent);
        self.items_of_list(open, indent);
        let behind = self.next(open);
        if behind < to {
            self.glue(behind);
            self.run_groups(behind, to, indent, tail);
        }
    }

    /// The head of a type or an `impl`: bounds and generics may break.
    fn run_head(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        match self.find(from, to, Class::Colon) {
            Some(colon) if self.find(colon, to, Class::Binary(8)).is_some() => {
                self.flat(from, colon + 1, indent);
                self.glue(colon + 1);
                self.run(colon + 1, to, indent, tail);
            }
            _ => self.run_groups(from, to, indent, tail),
        }
    }

    /// `T: Bound`, a line each. The last comma is kept away where a semicolon follows.
    fn predicates(&mut self, from: usize, to: usize, indent: usize, braced: bool) {
        let mut start = from;
        while start < to {
            let end = self.find(start, to, Class::Comma).unwrap_or(to);
            self.newline(indent);
            self.run(start, end, indent, 1);
            if end < to || braced {
                self.push(",");
            }
            start = end + 1;
        }
    }
}
