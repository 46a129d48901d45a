//! Where does the right side of `=` and `=>` begin: on the line, or on one of its own?

use super::printer::{INDENT, Printer};
use crate::format::token::{Class, Group, Keyword};

impl Printer<'_> {
    /// `left = right`
    pub(super) fn assignment(
        &mut self,
        from: usize,
        to: usize,
        assign: usize,
        indent: usize,
        tail: usize,
    ) {
        self.run(from, assign, indent, 1 + self.width(assign, assign + 1));
        self.push(" ");
        self.flat(assign, assign + 1, indent);
        self.right(assign + 1, to, indent, tail);
    }

    /// `pattern => body`
    pub(super) fn arm(&mut self, from: usize, to: usize, arrow: usize, indent: usize, tail: usize) {
        let guard = self.find(from, arrow, Class::Keyword(Keyword::If));
        let pattern = guard.unwrap_or(arrow);
        self.run(from, pattern, indent, " =>".len());
        if let Some(guard) = guard {
            if self.fits(guard, arrow, 1 + " => {".len()) {
                self.push(" ");
            } else {
                self.newline(indent + INDENT);
            }
            self.flat(guard, guard + 1, indent);
            self.push(" ");
            self.run(guard + 1, arrow, indent + INDENT, " => {".len());
        }
        self.push(" =>");
        self.right(arrow + 1, to, indent, tail);
    }

    /// What is assigned: on this line if it fits, on the next if it fits there, else broken where it begins.
    fn right(&mut self, from: usize, to: usize, indent: usize, tail: usize) {
        if from >= to {
            return;
        }
        let column = self.column() + 1;
        let inner = indent + INDENT;
        let fits_here = self.fits_at(column, from, to, tail);
        let fits_below = self.fits_at(inner, from, to, tail);
        let breaks_here = self
            .first_line(from, to)
            .is_some_and(|end| self.head_fits_at(column, from, end));
        let is_block =
            matches!(self.class(from), Class::Open(Group::Block)) || self.is_control(from);
        let below = !fits_here && !is_block && (fits_below || !breaks_here);
        if below && (fits_below || self.first_line(from, to).is_some()) && column > inner {
            self.newline(inner);
            self.run(from, to, inner, tail);
        } else {
            self.push(" ");
            self.run(from, to, indent, tail);
        }
    }

    /// The end of what stands on the first line when the run is broken; `None` when it cannot be.
    fn first_line(&self, from: usize, to: usize) -> Option<usize> {
        if let Some(open) = self.hug(from, to) {
            return Some(open + 1);
        }
        let scan = self.scan(from, to);
        if let (Some(weakest), None) = (scan.weakest, scan.fat_arrow) {
            return self.find(from, to, Class::Binary(weakest));
        }
        match (scan.call, scan.group) {
            (Some(call), _) if scan.calls > 1 && call > from => Some(call),
            (_, Some(open)) => Some(open + 1),
            (_, None) => None,
        }
    }
}
