//! What does a run of tokens have on its own level, outside of all its groups?

use super::printer::Printer;
use crate::format::token::{Class, Group, Keyword};

/// The places that decide how a run is broken.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) where_clause: Option<usize>,
    /// The first braces with items, members or the body of a function.
    pub(super) body: Option<usize>,
    pub(super) fat_arrow: Option<usize>,
    pub(super) assign: Option<usize>,
    pub(super) colon: Option<usize>,
    pub(super) otherwise: Option<usize>,
    /// The weakest operator between operands.
    pub(super) weakest: Option<u8>,
    /// The first `.name(..)`.
    pub(super) call: Option<usize>,
    /// How many `.name(..)` there are.
    pub(super) calls: usize,
    /// The last group that is not empty, generics only where there is no other.
    pub(super) group: Option<usize>,
    /// The parameters of the function.
    pub(super) parameters: Option<usize>,
}

impl Printer<'_> {
    pub(super) fn scan(&self, from: usize, to: usize) -> Scan {
        let mut scan = Scan::default();
        let mut function = false;
        let mut index = from;
        let first = |place: &mut Option<usize>, index: usize| {
            place.get_or_insert(index);
        };
        while index < to {
            match self.class(index) {
                Class::Keyword(Keyword::Where) => first(&mut scan.where_clause, index),
                Class::Keyword(Keyword::Else) => first(&mut scan.otherwise, index),
                Class::Keyword(Keyword::Fn) => function = true,
                Class::FatArrow => first(&mut scan.fat_arrow, index),
                Class::Assign => first(&mut scan.assign, index),
                Class::Colon => first(&mut scan.colon, index),
                Class::Binary(binds) => {
                    scan.weakest = Some(scan.weakest.map_or(binds, |weakest| weakest.min(binds)));
                }
                Class::Dot if self.is_call(index) => {
                    first(&mut scan.call, index);
                    scan.calls += 1;
                }
                Class::Open(group) => {
                    self.note(&mut scan, index, group, function);
                    index = self.partner(index);
                }
                _ => {}
            }
            index += 1;
        }
        scan
    }

    fn note(&self, scan: &mut Scan, index: usize, group: Group, function: bool) {
        if matches!(
            group,
            Group::Items | Group::Members | Group::Body | Group::Table
        ) {
            scan.body.get_or_insert(index);
        }
        if group == Group::Parenthesis && function {
            scan.parameters.get_or_insert(index);
        }
        let is_empty = self.partner(index) == index + 1;
        let is_angle = |index: usize| self.class(index) == Class::Open(Group::Angle);
        let better = scan
            .group
            .is_none_or(|there| is_angle(there) || group != Group::Angle);
        if !is_empty && better && !matches!(group, Group::Pipe | Group::Attribute) {
            scan.group = Some(index);
        }
    }

    /// Does `.name(`, `.name::<..>(` stand here?
    pub(super) fn is_call(&self, dot: usize) -> bool {
        if self.class(dot + 1) != Class::Word {
            return false;
        }
        let behind = match self.class(dot + 2) {
            Class::PathSep => self.next(dot + 3),
            _ => dot + 2,
        };
        self.class(behind) == Class::Open(Group::Parenthesis)
    }

    /// The first place of a class on the level of the run.
    pub(super) fn find(&self, from: usize, to: usize, class: Class) -> Option<usize> {
        let mut index = from;
        while index < to {
            if self.class(index) == class {
                return Some(index);
            }
            index = self.next(index);
        }
        None
    }
}
