//! Is `<` the beginning of generics, and where do they end?

use crate::format::token::{Class, Keyword, Tokens};

/// The `>` that ends the generics begun by this `<`; `None` for a comparison.
pub(super) fn closing(tokens: &Tokens, open: usize, previous: Option<Class>) -> Option<usize> {
    let possible = match previous {
        // Comparisons of what is named like a type are written nowhere but in a language without types.
        Some(Class::Word) => {
            let name = tokens.text(open - 1).trim_start_matches("r#");
            let defined = open > 1
                && matches!(
                    tokens.list[open - 2].class,
                    Class::Keyword(
                        Keyword::Fn
                            | Keyword::Type
                            | Keyword::Struct
                            | Keyword::Enum
                            | Keyword::Trait
                    )
                );
            defined || name.starts_with(|first: char| first.is_uppercase())
        }
        Some(previous) => !previous.ends_operand(),
        None => true,
    };
    if possible { end(tokens, open) } else { None }
}

/// Looks for the other end among tokens that can stand in types.
fn end(tokens: &Tokens, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut index = open;
    while index < tokens.list.len() {
        match tokens.list[index].class {
            Class::Open(_) => index = (tokens.list[index].partner as usize).max(index),
            Class::Prefix => match tokens.text(index) {
                "<" => depth += 1,
                ">" => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(index);
                    }
                }
                "&" | "*" | "+" | "!" | "-" | "&&" => {}
                _ => return None,
            },
            Class::Word
            | Class::Literal
            | Class::Lifetime
            | Class::Comma
            | Class::Colon
            | Class::PathSep
            | Class::Arrow
            | Class::Question
            | Class::Dollar
            | Class::Pound
            | Class::Binary(8) => {}
            Class::Assign if tokens.text(index) == "=" => {}
            Class::Keyword(keyword) => match keyword {
                Keyword::As
                | Keyword::Const
                | Keyword::Extern
                | Keyword::Fn
                | Keyword::For
                | Keyword::Impl
                | Keyword::Unsafe
                | Keyword::Other => {}
                Keyword::Async
                | Keyword::Else
                | Keyword::Enum
                | Keyword::If
                | Keyword::In
                | Keyword::Let
                | Keyword::Loop
                | Keyword::Match
                | Keyword::Mod
                | Keyword::Move
                | Keyword::Pub
                | Keyword::Return
                | Keyword::Static
                | Keyword::Struct
                | Keyword::Trait
                | Keyword::Type
                | Keyword::Use
                | Keyword::Where
                | Keyword::While => return None,
            },
            Class::Doc
            | Class::Close(_)
            | Class::Semi
            | Class::Dot
            | Class::FatArrow
            | Class::Assign
            | Class::Range
            | Class::Bang
            | Class::Binary(_)
            | Class::NoParameters => return None,
        }
        index += 1;
    }
    None
}
