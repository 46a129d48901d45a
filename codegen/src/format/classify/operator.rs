//! What is an operator: before one operand or between two, part of a macro's name, a closure's or generics' delimiter?

use super::angle;
use crate::format::read::index as place;
use crate::format::token::{Class, Group, Tokens};

/// Gives a class to an operator that is not told by its text alone.
pub(super) fn classify(tokens: &mut Tokens, index: usize) {
    let previous = index.checked_sub(1).map(|index| tokens.list[index].class);
    let between = previous.is_some_and(Class::ends_operand);
    let binds = match tokens.text(index) {
        "!" => return bang(tokens, index, previous),
        "<" => match angle::closing(tokens, index, previous) {
            Some(closing) => return pair(tokens, index, closing, Group::Angle),
            None => shift(tokens, index, between),
        },
        ">" => shift(tokens, index, between),
        "|" => match closing_pipe(tokens, index).filter(|_| !between) {
            Some(closing) => return pair(tokens, index, closing, Group::Pipe),
            None => 4,
        },
        "||" if !between => {
            tokens.list[index].class = Class::NoParameters;
            return;
        }
        "||" => 1,
        "&&" => 2,
        "==" | "!=" | "<=" | ">=" => 3,
        "^" => 5,
        "&" => 6,
        "+" | "-" => 8,
        "*" | "/" | "%" => 9,
        "@" => 10,
        // Nothing that Rust has between operands.
        _ => return,
    };
    // A bound may begin with a lifetime, and behind `+` and `@` nothing else can be meant.
    let bound = previous == Some(Class::Lifetime);
    if between || (bound && binds == 8) {
        tokens.list[index].class = Class::Binary(binds);
    }
}

/// `!` behind a name that is not an operand of `!=`: the name of a macro. `#![..]` too.
fn bang(tokens: &mut Tokens, index: usize, previous: Option<Class>) {
    let next = tokens.list.get(index + 1).map(|token| token.class);
    let opens = matches!(next, Some(Class::Open(_)));
    let defines = next == Some(Class::Word) && index > 0 && tokens.text(index - 1) == "macro_rules";
    if (previous == Some(Class::Word) && (opens || defines)) || previous == Some(Class::Pound) {
        tokens.list[index].class = Class::Bang;
    }
}

/// How `<` or `>` binds between operands: doubled it is a shift, and the second character joins the first.
fn shift(tokens: &mut Tokens, index: usize, between: bool) -> u8 {
    let doubled = index + 1 < tokens.list.len() && tokens.text(index) == tokens.text(index + 1);
    if !(between && doubled) {
        return 3;
    }
    let end = tokens.list[index + 1].end;
    tokens.list[index].end = end;
    tokens.list[index + 1].start = end;
    tokens.list[index + 1].class = Class::Binary(7);
    7
}

/// The `|` that ends the parameters begun by this one.
fn closing_pipe(tokens: &Tokens, open: usize) -> Option<usize> {
    let mut index = open + 1;
    while index < tokens.list.len() {
        match tokens.list[index].class {
            Class::Open(_) => index = tokens.list[index].partner as usize,
            Class::Close(_) | Class::FatArrow | Class::Semi => return None,
            Class::Prefix if tokens.text(index) == "|" => return Some(index),
            _ => {}
        }
        index += 1;
    }
    None
}

fn pair(tokens: &mut Tokens, open: usize, close: usize, group: Group) {
    tokens.list[open].class = Class::Open(group);
    tokens.list[open].partner = place(close);
    tokens.list[close].class = Class::Close(group);
    tokens.list[close].partner = place(open);
}
