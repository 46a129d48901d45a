//! Which tokens does a stream have, group by group?

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::doc;
use super::token::{Class, Group, Keyword, Token, Tokens};

/// All tokens of a stream in a list. Operators have the class of a [`Class::Prefix`] until their neighbours are known.
pub(super) fn read(stream: TokenStream) -> Tokens {
    let mut reader = Reader::default();
    reader.stream(stream);
    reader.into_tokens()
}

/// Puts tokens into a list, one after the other.
#[derive(Default)]
pub(super) struct Reader {
    tokens: Tokens,
    /// The last token is a punctuation character that may be continued by the next.
    joint: bool,
}

/// An opening delimiter whose other end is not read yet.
pub(super) struct Opened(usize, Group);

impl Reader {
    // Streams are consumed, and a group is dropped before its content is read, so that nothing is copied.
    fn stream(&mut self, stream: TokenStream) {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => {
                    let (delimiter, stream) = (group.delimiter(), group.stream());
                    drop(group);
                    self.group(delimiter, stream);
                }
                TokenTree::Ident(ident) => {
                    let start = self.tokens.text.len();
                    let _ = write!(self.tokens.text, "{ident}");
                    self.word_from(start);
                }
                TokenTree::Literal(literal) => {
                    let start = self.tokens.text.len();
                    let _ = write!(self.tokens.text, "{literal}");
                    self.push(start, Class::Literal);
                    self.joint = false;
                }
                TokenTree::Punct(punct) => {
                    self.punct_before(punct.as_char(), punct.spacing() == Spacing::Joint);
                }
            }
        }
    }

    /// What was read.
    pub(super) fn into_tokens(self) -> Tokens {
        self.tokens
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (opened, close) = match delimiter {
            Delimiter::Parenthesis => (self.open("(", Group::Parenthesis), ")"),
            Delimiter::Bracket => (self.open_bracket(), "]"),
            Delimiter::Brace => (self.open("{", Group::Brace), "}"),
            Delimiter::None => return self.stream(stream),
        };
        self.stream(stream);
        self.close(opened, close);
    }

    /// An opening bracket: where it stands.
    pub(super) fn open_bracket(&mut self) -> Opened {
        let group = if self.begins_attribute() {
            Group::Attribute
        } else {
            Group::Bracket
        };
        self.open("[", group)
    }

    /// An opening delimiter: where it stands.
    pub(super) fn open(&mut self, text: &str, group: Group) -> Opened {
        let opened = self.tokens.list.len();
        self.single(text, Class::Open(group));
        Opened(opened, group)
    }

    /// The delimiter that closes this one.
    pub(super) fn close(&mut self, Opened(opened, group): Opened, text: &str) {
        let closed = self.tokens.list.len();
        self.single(text, Class::Close(group));
        self.tokens.list[opened].partner = index(closed);
        self.tokens.list[closed].partner = index(opened);
        if group == Group::Attribute {
            self.comment(opened);
        }
    }

    /// A word; behind a quote it is the name of a lifetime.
    pub(super) fn word(&mut self, text: &str) {
        let start = self.tokens.text.len();
        self.tokens.text.push_str(text);
        self.word_from(start);
    }

    /// The text from here on is a word.
    fn word_from(&mut self, start: usize) {
        if self.joint && self.last_text() == "'" {
            self.extend(Class::Lifetime);
        } else {
            let keyword = Keyword::of(&self.tokens.text[start..]);
            self.push(start, keyword.map_or(Class::Word, Class::Keyword));
        }
        self.joint = false;
    }

    /// A token that nothing is joined to.
    pub(super) fn single(&mut self, text: &str, class: Class) {
        self.add(text, class);
        self.joint = false;
    }

    fn begins_attribute(&self) -> bool {
        let text = |back: usize| {
            let list = &self.tokens.list;
            list.len()
                .checked_sub(back)
                .map_or("", |index| self.tokens.text(index))
        };
        text(1) == "#" || (text(1) == "!" && text(2) == "#")
    }

    /// Makes `///` of `#[doc = ".."]`, the attribute that was read last.
    fn comment(&mut self, opened: usize) {
        let is_doc = self.tokens.list.len() == opened + 5
            && opened > 0
            && self.tokens.text(opened - 1) == "#"
            && self.tokens.text(opened + 1) == "doc"
            && self.tokens.text(opened + 2) == "=";
        if !is_doc {
            return;
        }
        if let Some(comment) = doc::comment(self.tokens.text(opened + 3)) {
            let start = self.tokens.list[opened - 1].start as usize;
            self.tokens.list.truncate(opened - 1);
            self.tokens.text.truncate(start);
            self.add(&comment, Class::Doc);
        }
    }

    /// A character of punctuation, and whether the next may continue it.
    pub(super) fn punct_before(&mut self, c: char, joint: bool) {
        self.punct(c);
        self.joint = joint;
    }

    fn punct(&mut self, c: char) {
        if self.joint {
            let joined = match (self.last_text(), c) {
                (":", ':') => Some(Class::PathSep),
                ("-", '>') => Some(Class::Arrow),
                ("=", '>') => Some(Class::FatArrow),
                ("." | "..", '.') | ("..", '=') => Some(Class::Range),
                ("=" | "!" | "<" | ">", '=') | ("&", '&') | ("|", '|') => Some(Class::Prefix),
                ("+" | "-" | "*" | "/" | "%" | "^" | "&" | "|", '=') => Some(Class::Assign),
                _ => None,
            };
            if let Some(class) = joined {
                self.tokens.text.push(c);
                self.extend(class);
                return;
            }
        }
        let class = match c {
            ',' => Class::Comma,
            ';' => Class::Semi,
            '.' => Class::Dot,
            ':' => Class::Colon,
            '=' => Class::Assign,
            '?' => Class::Question,
            '#' => Class::Pound,
            '$' => Class::Dollar,
            _ => Class::Prefix,
        };
        self.add(c.encode_utf8(&mut [0; 4]), class);
    }

    fn last_text(&self) -> &str {
        let last = self.tokens.list.len().checked_sub(1);
        last.map_or("", |last| self.tokens.text(last))
    }

    fn add(&mut self, text: &str, class: Class) {
        let start = self.tokens.text.len();
        self.tokens.text.push_str(text);
        self.push(start, class);
    }

    /// A token that ends where the text ends.
    fn push(&mut self, start: usize, class: Class) {
        self.tokens.list.push(Token {
            start: index(start),
            end: index(self.tokens.text.len()),
            partner: 0,
            breaks: 0,
            class,
            verbatim: false,
            hard: class == Class::Doc,
        });
    }

    /// The last token goes on to where the text ends.
    fn extend(&mut self, class: Class) {
        let end = index(self.tokens.text.len());
        if let Some(last) = self.tokens.list.last_mut() {
            last.end = end;
            last.class = class;
        }
    }
}

/// Places in the text of one item are below 4 GiB: a contract is.
pub(super) fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
