//! What stands below each other: items, members, statements, arms.

use super::printer::{INDENT, Printer};
use crate::format::token::{Class, Group, Keyword};

impl Printer<'_> {
    /// Braces with what stands in them, a line each.
    pub(super) fn body(&mut self, open: usize, indent: usize) {
        let Class::Open(group) = self.class(open) else {
            return;
        };
        let close = self.partner(open);
        if close == open + 1 {
            self.push("{}");
            return;
        }
        let inner = indent + INDENT;
        self.push("{");
        match group {
            Group::Items => self.items(open + 1, close, inner),
            Group::Members | Group::Arms => self.members(open + 1, close, inner, group),
            Group::Table => self.table(open + 1, close, inner),
            Group::Parenthesis
            | Group::Bracket
            | Group::Attribute
            | Group::Angle
            | Group::Pipe
            | Group::Brace
            | Group::Fields
            | Group::Block
            | Group::Body
            | Group::Uses => self.statements(open + 1, close, inner),
        }
        self.newline(indent);
        self.push("}");
    }

    /// Items, with a blank line between those that are more than a line.
    pub(super) fn items(&mut self, from: usize, to: usize, indent: usize) {
        let mut start = from;
        let mut above: Option<Option<Class>> = None;
        while start < to {
            let end = self.statement_end(start, to);
            let kind = self.brief_kind(start, end, indent);
            if let Some(above) = above
                && (kind.is_none() || above != kind)
            {
                self.blank_line();
            }
            if !self.is_empty() {
                self.newline(indent);
            }
            self.statement(start, end, indent);
            above = Some(kind);
            start = end;
        }
    }

    /// What begins an item that takes no more than a line and says nothing of itself.
    fn brief_kind(&self, start: usize, end: usize, indent: usize) -> Option<Class> {
        let mut index = start;
        while self.class(index) == Class::Keyword(Keyword::Pub) {
            index += 1;
            if self.class(index) == Class::Open(Group::Parenthesis) {
                index = self.next(index);
            }
        }
        let kind = self.class(index);
        match kind {
            Class::Keyword(Keyword::Use | Keyword::Mod) => Some(kind),
            Class::Word | Class::Keyword(Keyword::Const | Keyword::Static | Keyword::Type) => {
                let short = self.fits_at(indent, start, end, 0);
                (short && self.table_of_macro(start, end).is_none()).then_some(kind)
            }
            _ => None,
        }
    }

    /// The members of a definition or the arms of a `match`, each ending in a comma but for arms that end in braces.
    fn members(&mut self, from: usize, to: usize, indent: usize, group: Group) {
        let mut start = from;
        while start < to {
            let end = if group == Group::Arms {
                self.arm_end(start, to)
            } else {
                self.find(start, to, Class::Comma).unwrap_or(to)
            };
            self.newline(indent);
            let rest = self.attributes(start, end, indent);
            self.run(rest, end, indent, 1);
            let comma = self.class(end) == Class::Comma && end < to;
            let written = if self.is_verbatim(from) {
                comma && self.width(end, end + 1) > 0
            } else {
                group != Group::Arms || !self.ends_in_block(start, end)
            };
            if written {
                self.push(",");
            }
            start = end + usize::from(comma);
        }
    }

    /// Do the tokens from here stand in a macro?
    fn is_verbatim(&self, from: usize) -> bool {
        from > 0 && self.token(from - 1).verbatim
    }

    /// Where an arm ends: at its comma, or behind the braces of its block.
    fn arm_end(&self, start: usize, to: usize) -> usize {
        let Some(arrow) = self.find(start, to, Class::FatArrow) else {
            return self.find(start, to, Class::Comma).unwrap_or(to);
        };
        if matches!(self.class(arrow + 1), Class::Open(Group::Block)) {
            let end = self.next(arrow + 1);
            if !self.goes_on(end) {
                return end;
            }
        }
        self.find(arrow, to, Class::Comma).unwrap_or(to)
    }

    fn ends_in_block(&self, start: usize, end: usize) -> bool {
        let arrow = self.find(start, end, Class::FatArrow);
        arrow.is_some_and(|arrow| {
            self.class(arrow + 1) == Class::Open(Group::Block) && self.next(arrow + 1) == end
        })
    }

    /// What a macro is given in braces: members if commas part them, else statements or items.
    fn table(&mut self, from: usize, to: usize, indent: usize) {
        if self.find(from, to, Class::Semi).is_none() && self.find(from, to, Class::Comma).is_some()
        {
            self.members(from, to, indent, Group::Members);
        } else {
            self.items(from, to, indent);
        }
    }

    fn statements(&mut self, from: usize, to: usize, indent: usize) {
        let mut start = from;
        while start < to {
            let end = self.statement_end(start, to);
            self.newline(indent);
            self.statement(start, end, indent);
            start = end;
        }
    }

    fn statement(&mut self, start: usize, end: usize, indent: usize) {
        let start = self.attributes(start, end, indent);
        let ends = end > start && self.class(end - 1) == Class::Semi;
        let tail = usize::from(ends);
        let end = end - tail;
        if let Some(open) = self.table_of_macro(start, end) {
            self.flat(start, open, indent);
            self.glue(open);
            self.body(open, indent);
            self.flat(self.next(open), end, indent);
        } else if self.is_control(start) {
            self.control(start, end, indent, tail);
        } else {
            self.run(start, end, indent, tail);
        }
        if ends {
            self.push(";");
        }
    }

    /// Attributes and doc comments, a line each; returns where what they belong to begins.
    pub(super) fn attributes(&mut self, from: usize, to: usize, indent: usize) -> usize {
        let mut start = from;
        while start < to {
            let end = match self.class(start) {
                Class::Doc => start + 1,
                Class::Pound => {
                    let open = start + 1 + usize::from(self.class(start + 1) == Class::Bang);
                    if self.class(open) != Class::Open(Group::Attribute) {
                        break;
                    }
                    self.next(open)
                }
                _ => break,
            };
            if self.class(start) == Class::Doc {
                self.push(self.text_of(start));
            } else {
                self.run_groups(start, end, indent, 0);
            }
            start = end;
            if start < to {
                self.newline(indent);
            }
        }
        start
    }

    /// Where the statement or item that begins here ends: behind its semicolon or its last braces.
    fn statement_end(&self, from: usize, to: usize) -> usize {
        let mut index = from;
        while index < to {
            index = match self.class(index) {
                Class::Doc => index + 1,
                Class::Pound if matches!(self.class(index + 1), Class::Open(Group::Attribute)) => {
                    self.next(index + 1)
                }
                Class::Pound if self.class(index + 1) == Class::Bang => {
                    // An inner attribute stands for itself.
                    let end = self.next(index + 2);
                    return end.min(to);
                }
                _ => break,
            };
        }
        let controls = self.is_control(index);
        let is_macro = self.begins_macro(index);
        while index < to {
            match self.class(index) {
                Class::Semi => return index + 1,
                Class::Open(group) => {
                    let next = self.next(index);
                    let ends = match group {
                        Group::Items | Group::Members => true,
                        Group::Body | Group::Block | Group::Arms => {
                            (controls || group == Group::Body) && !self.goes_on(next)
                        }
                        Group::Table => is_macro && !self.goes_on(next),
                        Group::Parenthesis
                        | Group::Bracket
                        | Group::Attribute
                        | Group::Angle
                        | Group::Pipe
                        | Group::Brace
                        | Group::Fields
                        | Group::Uses => false,
                    };
                    if ends && self.class(next) != Class::Semi {
                        return next.min(to);
                    }
                    index = next;
                }
                _ => index += 1,
            }
        }
        to
    }

    /// Does what ended with braces before this token go on with it?
    fn goes_on(&self, index: usize) -> bool {
        matches!(
            self.class(index),
            Class::Dot | Class::Question | Class::Keyword(Keyword::Else | Keyword::As)
        )
    }

    /// The braces of a macro that is all of a statement and is given more than one thing.
    fn table_of_macro(&self, from: usize, to: usize) -> Option<usize> {
        let open = self.find(from, to, Class::Open(Group::Table))?;
        let close = self.partner(open);
        let lists = |class| self.find(open + 1, close, class).is_some();
        let whole = self.begins_macro(from) && close + 1 == to;
        (whole && (lists(Class::Comma) || lists(Class::Semi))).then_some(open)
    }

    /// `path::name! ..`
    fn begins_macro(&self, from: usize) -> bool {
        let mut index = from;
        loop {
            match self.class(index) {
                Class::Word | Class::PathSep => index += 1,
                Class::Bang => return index > from,
                _ => return false,
            }
        }
    }
}
