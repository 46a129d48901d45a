//! What is each token, by its neighbours? Generics or comparison, closure or alternative, block or fields.

mod angle;
mod brace;
mod comma;
mod operator;

use super::token::{Class, Group, Keyword, Tokens};

use brace::Head;

/// A group that is open, or the whole list.
#[derive(Debug)]
struct Level {
    group: Option<Group>,
    /// Where it was opened, if it was.
    open: usize,
    /// What heads wait for their braces, innermost last.
    heads: Vec<Head>,
    /// Between `let` or `for` and what ends their pattern, where braces are fields.
    in_pattern: bool,
    /// Nothing but attributes, a visibility and modifiers stood in this statement so far.
    fresh: bool,
    /// What a macro or an attribute is given.
    verbatim: bool,
    commas: usize,
    /// A statement of this block ended with its braces.
    ended: bool,
}

impl Level {
    fn new(group: Option<Group>, open: usize, verbatim: bool) -> Self {
        Self {
            group,
            open,
            heads: Vec::new(),
            in_pattern: false,
            fresh: group.is_none_or(Group::is_brace),
            verbatim,
            commas: 0,
            ended: false,
        }
    }
}

/// Gives every token its final class, and groups to angle brackets and pipes.
pub(super) fn classify(tokens: &mut Tokens) {
    let mut levels = vec![Level::new(None, 0, false)];
    for index in 0..tokens.list.len() {
        let Some(level) = levels.last_mut() else {
            return;
        };
        match tokens.list[index].class {
            Class::Open(group) => {
                let group = open(tokens, level, index, group);
                let verbatim =
                    level.verbatim || group == Group::Attribute || after_bang(tokens, index);
                tokens.list[index].verbatim = verbatim;
                levels.push(Level::new(Some(group), index, verbatim));
            }
            Class::Close(_) => {
                if levels.len() > 1
                    && let Some(closed) = levels.pop()
                    && let Some(level) = levels.last_mut()
                {
                    comma::settle(tokens, &closed, index);
                    close(tokens, level, &closed, index);
                }
            }
            class => {
                token(tokens, level, index, class);
                // Generics and the parameters of closures are groups only from here on.
                if let Class::Open(group) = tokens.list[index].class {
                    let verbatim = level.verbatim;
                    levels.push(Level::new(Some(group), index, verbatim));
                }
            }
        }
    }
}

/// The group that begins here, with its other end classified like it.
fn open(tokens: &mut Tokens, level: &mut Level, index: usize, group: Group) -> Group {
    let group = if group == Group::Brace {
        brace::kind(tokens, level, index)
    } else {
        group
    };
    let partner = tokens.list[index].partner as usize;
    tokens.list[index].class = Class::Open(group);
    if let Some(closing) = tokens.list.get_mut(partner) {
        closing.class = Class::Close(group);
    }
    let filled = partner > index + 1;
    let definite = matches!(
        group,
        Group::Body | Group::Arms | Group::Items | Group::Members
    );
    tokens.list[index].hard = filled && definite;
    operand(tokens, level, index);
    let is_visibility = group == Group::Parenthesis
        && index > 0
        && tokens.list[index - 1].class == Class::Keyword(Keyword::Pub);
    level.fresh &= is_visibility || group == Group::Attribute;
    group
}

/// Behind braces a new statement may begin.
fn close(tokens: &Tokens, level: &mut Level, closed: &Level, index: usize) {
    let next = tokens.list.get(index + 1).map(|next| next.class);
    let goes_on = matches!(
        next,
        Some(
            Class::Dot
                | Class::Question
                | Class::Keyword(Keyword::Else | Keyword::As)
                | Class::Comma
                | Class::Semi
        )
    );
    if closed.group.is_some_and(Group::is_body) && !goes_on {
        level.fresh = true;
        level.ended = true;
    }
}

/// A token that is no delimiter.
fn token(tokens: &mut Tokens, level: &mut Level, index: usize, class: Class) {
    let was_fresh = level.fresh;
    match class {
        Class::Comma => {
            level.commas += 1;
            level.fresh = level.group.is_none_or(Group::is_brace);
            level.heads.retain(|head| !head.is_expression());
        }
        Class::Semi => {
            level.fresh = true;
            level.in_pattern = false;
            level.heads.clear();
            if level.group == Some(Group::Block) {
                tokens.list[level.open].hard = true;
            }
        }
        Class::FatArrow => {
            level.fresh = level.group == Some(Group::Arms);
            level.heads.clear();
        }
        Class::Assign => {
            level.in_pattern = false;
            level.fresh = false;
        }
        Class::Keyword(keyword) => brace::head(tokens, level, index, keyword),
        Class::Arrow => {
            if index > 0 && tokens.list[index - 1].class == Class::Close(Group::Pipe) {
                level.heads.push(Head::Block);
            }
            level.fresh = false;
        }
        Class::Word => {
            level.fresh = false;
            if was_fresh && tokens.text(index) == "union" {
                brace::union(tokens, level, index);
            }
        }
        Class::Prefix => {
            level.fresh = false;
            operator::classify(tokens, index);
        }
        // `?Sized`
        Class::Question if !(index > 0 && tokens.list[index - 1].class.ends_operand()) => {
            tokens.list[index].class = Class::Prefix;
            level.fresh = false;
        }
        // Modifiers and what stands before a statement.
        Class::Doc | Class::Pound | Class::Literal => {
            level.fresh &= class != Class::Literal || after_extern(tokens, index);
        }
        Class::Open(_)
        | Class::Close(_)
        | Class::Lifetime
        | Class::Dot
        | Class::Colon
        | Class::PathSep
        | Class::Range
        | Class::Question
        | Class::Dollar
        | Class::Bang
        | Class::Binary(_)
        | Class::NoParameters => level.fresh = false,
    }
    if !matches!(class, Class::Semi | Class::Comma) {
        operand(tokens, level, index);
    }
}

/// Something follows braces that ended a statement: a block with this is no single expression.
fn operand(tokens: &mut Tokens, level: &mut Level, index: usize) {
    if level.ended {
        level.ended = false;
        if level.group == Some(Group::Block) && index > 0 {
            tokens.list[level.open].hard = true;
        }
    }
}

fn after_extern(tokens: &Tokens, index: usize) -> bool {
    index > 0 && tokens.list[index - 1].class == Class::Keyword(Keyword::Extern)
}

/// Does a macro read what is opened here: `name!(..)`, `macro_rules! name {..}`?
fn after_bang(tokens: &Tokens, index: usize) -> bool {
    let class = |back: usize| {
        index
            .checked_sub(back)
            .map(|index| tokens.list[index].class)
    };
    class(1) == Some(Class::Bang)
        || (class(1) == Some(Class::Word) && class(2) == Some(Class::Bang))
}
