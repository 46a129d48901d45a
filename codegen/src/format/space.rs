//! How is code written on one line? Where a space stands between two tokens, and where none does.

use super::read::index as place;
use super::token::{Class, Group, Keyword, Tokens};

/// The same tokens with a text that has all of them on one line. A line of any of them is a slice of that text.
pub(super) fn one_line(tokens: Tokens) -> Tokens {
    let mut line = Tokens {
        text: String::with_capacity(tokens.text.len() + tokens.list.len()),
        list: tokens.list,
    };
    let mut previous: Option<usize> = None;
    let mut breaks = 0;
    for index in 0..line.list.len() {
        let token = line.list[index];
        let text = &tokens.text[token.start as usize..token.end as usize];
        if let Some(previous) = previous.filter(|_| !text.is_empty())
            && spaced(&line, previous, index)
        {
            line.text.push(' ');
        }
        let start = place(line.text.len());
        line.text.push_str(text);
        breaks += u32::from(token.hard);
        let token = &mut line.list[index];
        (token.start, token.end) = (start, place(line.text.len()));
        token.breaks = breaks;
        if !text.is_empty() {
            previous = Some(index);
        }
    }
    line
}

/// Does a space stand between these two?
fn spaced(line: &Tokens, previous: usize, index: usize) -> bool {
    let before = line.list[previous].class;
    match line.list[index].class {
        Class::Close(group) if group.is_brace() => {
            !matches!(before, Class::Open(_)) && group != Group::Uses
        }
        Class::Close(_)
        | Class::Comma
        | Class::Semi
        | Class::Dot
        | Class::Colon
        | Class::Bang
        | Class::Question => false,
        Class::Open(group) => opened(line, previous, before, group),
        Class::PathSep => match before {
            Class::Word | Class::Close(Group::Angle | Group::Parenthesis) => false,
            before => after(before),
        },
        Class::Range => match before {
            Class::Word | Class::Literal | Class::Close(_) | Class::Question => false,
            before => after(before),
        },
        // No comment begins here.
        Class::Prefix => after(before) || line.text.ends_with('/'),
        Class::NoParameters
        | Class::Word
        | Class::Keyword(_)
        | Class::Literal
        | Class::Lifetime
        | Class::Doc
        | Class::Arrow
        | Class::FatArrow
        | Class::Assign
        | Class::Pound
        | Class::Dollar => after(before),
        Class::Binary(_) => true,
    }
}

/// Does a space stand behind this, before what wants one?
fn after(class: Class) -> bool {
    match class {
        Class::Open(
            Group::Parenthesis
            | Group::Bracket
            | Group::Attribute
            | Group::Angle
            | Group::Pipe
            | Group::Uses,
        )
        | Class::Dot
        | Class::PathSep
        | Class::Range
        | Class::Pound
        | Class::Dollar
        | Class::Prefix => false,
        Class::Word
        | Class::Keyword(_)
        | Class::Literal
        | Class::Lifetime
        | Class::Doc
        | Class::Open(_)
        | Class::Close(_)
        | Class::Comma
        | Class::Semi
        | Class::Colon
        | Class::Arrow
        | Class::FatArrow
        | Class::Assign
        | Class::Question
        | Class::Bang
        | Class::Binary(_)
        | Class::NoParameters => true,
    }
}

/// A space before an opening delimiter?
fn opened(line: &Tokens, previous: usize, before: Class, group: Group) -> bool {
    match group {
        Group::Parenthesis => match before {
            Class::Word
            | Class::Question
            | Class::Bang
            | Class::Keyword(Keyword::Pub | Keyword::Fn) => false,
            Class::Close(group) => matches!(group, Group::Attribute | Group::Pipe),
            before => after(before),
        },
        Group::Bracket => match before {
            Class::Word | Class::Question | Class::Bang => false,
            Class::Close(group) => !matches!(group, Group::Parenthesis | Group::Bracket),
            before => after(before),
        },
        Group::Attribute => before != Class::Bang && after(before),
        Group::Angle => match before {
            Class::Word
            | Class::Close(_)
            | Class::Keyword(Keyword::Impl | Keyword::For | Keyword::Fn) => false,
            before => after(before),
        },
        Group::Pipe => after(before),
        Group::Brace
        | Group::Fields
        | Group::Block
        | Group::Body
        | Group::Arms
        | Group::Items
        | Group::Members
        | Group::Uses
        | Group::Table => {
            // `{{` of a macro's pattern reads like one.
            after(before) && !line.text[line.list[previous].start as usize..].starts_with('$')
        }
    }
}
