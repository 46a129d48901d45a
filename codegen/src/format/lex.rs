//! Which tokens does a text have that an emitter wrote itself? Tables are most of what is generated and are nothing but
//! calls, lists and strings; as a text they are made in a fraction of the time that trees of tokens take.

use super::read::Reader;
use super::token::{Class, Group, Tokens};

/// All tokens of a text of identifiers, numbers, strings without prefixes, comments of documentation, punctuation and closed
/// delimiters.
pub(super) fn lex(text: &str) -> Tokens {
    let mut reader = Reader::default();
    let mut opened = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string(rest),
            '/' if rest.starts_with("///") => rest.find('\n').unwrap_or(rest.len()),
            c if c.is_ascii_digit() => number(rest),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        match first {
            '(' => opened.push(reader.open(token, Group::Parenthesis)),
            '[' => opened.push(reader.open_bracket()),
            '{' => opened.push(reader.open(token, Group::Brace)),
            ')' | ']' | '}' => {
                if let Some(opened) = opened.pop() {
                    reader.close(opened, token);
                }
            }
            '"' => reader.single(token, Class::Literal),
            '/' if length > 2 => reader.single(token, Class::Doc),
            c if c.is_ascii_digit() => reader.single(token, Class::Literal),
            c if is_word(c) => reader.word(token),
            c if c.is_whitespace() => {}
            c => {
                let joint = c == '\'' || after.chars().next().is_some_and(is_punctuation);
                reader.punct_before(c, joint);
            }
        }
        rest = after;
    }
    reader.into_tokens()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii() && unicode_ident::is_xid_continue(c)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '_')
}

/// The length of a string literal, quotes and all.
fn string(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a number: of `1..2` it is that of `1`.
fn number(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let fraction = c == '.' && next.is_some_and(|next| next.is_ascii_digit());
        if !is_word(c) && !fraction {
            return at;
        }
    }
    text.len()
}
