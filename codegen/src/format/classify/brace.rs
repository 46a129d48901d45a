//! What do braces hold? Their head says it: `match`, `impl`, a path.

use super::{Level, after_bang};
use crate::format::token::{Class, Group, Keyword, Tokens};

/// What began and waits for its braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A function or a loop.
    Body,
    /// `if`
    Block,
    /// `match`
    Arms,
    /// `impl`, `trait`, `mod`
    Items,
    /// `struct`, `enum`, `union`
    Members,
}

impl Head {
    /// Part of an expression, which a comma ends.
    pub(super) fn is_expression(self) -> bool {
        match self {
            Self::Block | Self::Arms => true,
            Self::Body | Self::Items | Self::Members => false,
        }
    }
}

/// A keyword: it may begin a head, and end a pattern.
pub(super) fn head(tokens: &Tokens, level: &mut Level, index: usize, keyword: Keyword) {
    let begins = level.fresh;
    level.fresh &= matches!(
        keyword,
        Keyword::Pub | Keyword::Unsafe | Keyword::Async | Keyword::Const | Keyword::Extern
    );
    match keyword {
        Keyword::Fn if begins => level.heads.push(Head::Body),
        Keyword::Impl | Keyword::Trait | Keyword::Mod if begins => level.heads.push(Head::Items),
        Keyword::Struct | Keyword::Enum if begins => level.heads.push(Head::Members),
        Keyword::If => level.heads.push(Head::Block),
        Keyword::While => level.heads.push(Head::Body),
        Keyword::Match => level.heads.push(Head::Arms),
        // `impl Trait for Type` and `for<'a>` are no loops.
        Keyword::For if level.heads.is_empty() && !before_angle(tokens, index) => {
            level.heads.push(Head::Body);
            level.in_pattern = true;
        }
        Keyword::Let => level.in_pattern = true,
        Keyword::In => level.in_pattern = false,
        Keyword::As
        | Keyword::Async
        | Keyword::Const
        | Keyword::Else
        | Keyword::Enum
        | Keyword::Extern
        | Keyword::Fn
        | Keyword::For
        | Keyword::Impl
        | Keyword::Loop
        | Keyword::Mod
        | Keyword::Move
        | Keyword::Pub
        | Keyword::Return
        | Keyword::Static
        | Keyword::Struct
        | Keyword::Trait
        | Keyword::Type
        | Keyword::Unsafe
        | Keyword::Use
        | Keyword::Where
        | Keyword::Other => {}
    }
}

/// `union Name`, where the word begins a statement.
pub(super) fn union(tokens: &Tokens, level: &mut Level, index: usize) {
    let next = tokens.list.get(index + 1).map(|token| token.class);
    if next == Some(Class::Word) {
        level.heads.push(Head::Members);
    }
}

/// What the braces that open here hold.
pub(super) fn kind(tokens: &Tokens, level: &mut Level, index: usize) -> Group {
    let previous = index.checked_sub(1).map(|index| tokens.list[index].class);
    if after_bang(tokens, index) && level.heads.is_empty() {
        return Group::Table;
    }
    if matches!(
        previous,
        Some(Class::PathSep | Class::Keyword(Keyword::Use))
    ) {
        return Group::Uses;
    }
    let after_path = match previous {
        Some(Class::Close(Group::Angle)) => true,
        Some(Class::Word) => tokens
            .text(index - 1)
            .trim_start_matches("r#")
            .starts_with(|first: char| first.is_uppercase()),
        _ => false,
    };
    if level.in_pattern && after_path {
        return Group::Fields;
    }
    if let Some(head) = level.heads.pop() {
        return match head {
            Head::Body => Group::Body,
            Head::Block => Group::Block,
            Head::Arms => Group::Arms,
            Head::Items => Group::Items,
            Head::Members => Group::Members,
        };
    }
    match previous {
        _ if after_path && level.group == Some(Group::Members) => Group::Members,
        _ if after_path => Group::Fields,
        Some(Class::Keyword(Keyword::Loop)) => Group::Body,
        Some(Class::Word | Class::Colon | Class::Literal)
            if level.verbatim && lists(tokens, index) =>
        {
            Group::Fields
        }
        Some(Class::Word) if lists(tokens, index) => Group::Fields,
        _ => Group::Block,
    }
}

/// Do the braces that open here hold a list rather than statements?
fn lists(tokens: &Tokens, open: usize) -> bool {
    let close = tokens.list[open].partner as usize;
    let mut index = open + 1;
    let mut commas = false;
    while index < close {
        match tokens.list[index].class {
            Class::Open(_) => index = (tokens.list[index].partner as usize).max(index),
            Class::Semi => return false,
            Class::Comma => commas = true,
            _ => {}
        }
        index += 1;
    }
    commas
}

fn before_angle(tokens: &Tokens, index: usize) -> bool {
    index + 1 < tokens.list.len() && tokens.text(index + 1) == "<"
}
