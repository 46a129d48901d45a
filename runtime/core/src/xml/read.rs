//! From tokens to elements, attributes and text: names with their namespaces, references resolved, all within limits.

use std::borrow::Cow;

use super::tokens::{Token, Tokens, is_space};
use crate::json::JsonError;

/// Elements within elements.
const DEPTH: usize = 96;

/// Namespaces in scope: each prefix is looked up among them.
const NAMESPACES: usize = 64;

/// What `nil` belongs to (XML Schema Part 1, 2.6.2).
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The parts of a document, one after the other.
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    /// Prefix and namespace, the innermost last; an empty prefix is the default one.
    namespaces: Vec<(&'t str, String)>,
    /// How many namespaces were in scope outside each open element.
    open: Vec<usize>,
}

/// A start tag.
pub(super) struct Start<'t> {
    name: &'t str,
    /// Without declarations of namespaces.
    pub(super) attributes: Vec<Attribute<'t>>,
}

/// An attribute that is no declaration.
pub(super) struct Attribute<'t> {
    name: &'t str,
    pub(super) value: String,
}

/// The next part of an element.
pub(super) enum Part<'t> {
    /// An element in it begins.
    Start(Start<'t>),
    /// A piece of its text.
    Text(Cow<'t, str>),
    /// A CDATA section.
    Cdata(Cow<'t, str>),
    /// It ends.
    End,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: Tokens::new(text),
            namespaces: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The root element begins.
    pub(super) fn root(&mut self) -> Result<Start<'t>, JsonError> {
        loop {
            match self.token()? {
                Token::Start { name, attributes } => return self.start(name, attributes),
                Token::Declaration(declaration) => self.declaration(declaration)?,
                Token::Text(text) if is_blank(text) => {}
                Token::Doctype => return Err(self.refused(DOCTYPE)),
                Token::Eof => return Err(self.refused("has no element")),
                Token::Text(_) | Token::Cdata(_) | Token::Reference(_) | Token::End => {
                    return Err(self.refused("has text before its first element"));
                }
            }
        }
    }

    /// The bytes were read as text already: another encoding than theirs is a mistake of somebody.
    fn declaration(&self, declaration: &str) -> Result<(), JsonError> {
        let Some((_, encoding)) = declaration.split_once("encoding") else {
            return Ok(());
        };
        let encoding = encoding.trim_start_matches(|c| is_space(c) || c == '=');
        let name = encoding.split(['"', '\'']).nth(1).unwrap_or_default();
        if ["utf-8", "us-ascii", "ascii"].contains(&name.to_ascii_lowercase().as_str()) {
            return Ok(());
        }
        Err(self.refused("says that it is not UTF-8"))
    }

    /// What comes next within the innermost open element.
    pub(super) fn part(&mut self) -> Result<Part<'t>, JsonError> {
        match self.token()? {
            Token::Start { name, attributes } => self.start(name, attributes).map(Part::Start),
            Token::End => {
                let outside = self.open.pop().unwrap_or_default();
                self.namespaces.truncate(outside);
                Ok(Part::End)
            }
            Token::Text(text) => Ok(Part::Text(lines(text))),
            Token::Cdata(text) => Ok(Part::Cdata(lines(text))),
            Token::Reference(name) => match referred(name) {
                Some(c) => Ok(Part::Text(Cow::Owned(c.to_string()))),
                None => Err(self.refused(ENTITY)),
            },
            Token::Declaration(_) => Err(self.refused("declares itself twice")),
            Token::Doctype => Err(self.refused(DOCTYPE)),
            Token::Eof => Err(self.refused("ends within an element")),
        }
    }

    /// Nothing but remarks follows the root element.
    pub(super) fn end(&mut self) -> Result<(), JsonError> {
        loop {
            match self.token()? {
                Token::Eof => return Ok(()),
                Token::Text(text) if is_blank(text) => {}
                Token::Start { .. }
                | Token::End
                | Token::Text(_)
                | Token::Cdata(_)
                | Token::Declaration(_)
                | Token::Doctype
                | Token::Reference(_) => {
                    return Err(self.refused("goes on after its root element"));
                }
            }
        }
    }

    /// The namespace of a prefix.
    fn namespace(&self, prefix: &str) -> Option<&str> {
        let mut inner = self.namespaces.iter().rev();
        inner
            .find(|(known, _)| *known == prefix)
            .map(|(_, namespace)| namespace.as_str())
    }

    /// Name and namespace of an element.
    pub(super) fn element_name(&self, start: &Start<'t>) -> (&'t str, Option<&str>) {
        let (prefix, local) = split(start.name);
        (local, self.namespace(prefix))
    }

    /// Name and namespace of an attribute: without a prefix it has none.
    pub(super) fn attribute_name(&self, attribute: &Attribute<'t>) -> (&'t str, Option<&str>) {
        let (prefix, local) = split(attribute.name);
        let namespace = match prefix {
            "" => None,
            "xml" => Some("http://www.w3.org/XML/1998/namespace"),
            "xsi" => Some(self.namespace(prefix).unwrap_or(INSTANCE)),
            prefix => self.namespace(prefix),
        };
        (local, namespace)
    }

    fn token(&mut self) -> Result<Token<'t>, JsonError> {
        self.tokens.next().map_err(|error| self.refused(error))
    }

    fn start(
        &mut self,
        name: &'t str,
        written: Vec<(&'t str, &'t str)>,
    ) -> Result<Start<'t>, JsonError> {
        if self.open.len() >= DEPTH {
            return Err(self.refused("is nested too deeply"));
        }
        self.open.push(self.namespaces.len());
        let mut attributes: Vec<Attribute<'_>> = Vec::new();
        for (name, value) in written {
            let value = normalized(value).ok_or_else(|| self.refused(ENTITY))?;
            match split(name) {
                ("xmlns", prefix) => self.namespaces.push((prefix, value)),
                ("", "xmlns") => self.namespaces.push(("", value)),
                _ => attributes.push(Attribute { name, value }),
            }
        }
        if self.namespaces.len() > NAMESPACES {
            return Err(self.refused("declares too many namespaces"));
        }
        Ok(Start { name, attributes })
    }

    fn refused(&self, why: &str) -> JsonError {
        JsonError::new("", format!("{why} ({})", self.place()))
    }

    fn place(&self) -> String {
        let before = self.text.as_bytes().get(..self.tokens.position());
        let before = before.unwrap_or(self.text.as_bytes());
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let column = before
            .iter()
            .rev()
            .take_while(|byte| **byte != b'\n')
            .count()
            + 1;
        format!("line {line}, column {column}")
    }
}

/// Declarations of entities are how a short document becomes a long one, or reads files.
const DOCTYPE: &str = "has a document type declaration, which is refused";

const ENTITY: &str = "refers to an entity or a character that is not allowed";

/// The character of a reference: a number, or one of the five that are predefined (XML 1.0, 4.6).
fn referred(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => None,
        };
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    let plain = digits.chars().all(|c| c.is_digit(radix));
    let code = plain.then(|| u32::from_str_radix(digits, radix).ok())??;
    char::from_u32(code).filter(|c| is_legal(*c))
}

/// Every end of a line is a line feed (XML 1.0, 2.11).
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Cow::Borrowed(text)
}

/// The value of an attribute: blanks are spaces, references characters (XML 1.0, 3.3.3).
fn normalized(written: &str) -> Option<String> {
    let text = lines(written);
    let mut value = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some((before, after)) = rest.split_once('&') {
        value.extend(before.chars().map(blank));
        let (name, after) = after.split_once(';')?;
        value.push(referred(name)?);
        rest = after;
    }
    value.extend(rest.chars().map(blank));
    Some(value)
}

fn blank(c: char) -> char {
    if is_space(c) { ' ' } else { c }
}

/// Prefix and local name.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// May a document contain it? (XML 1.0, 2.2)
pub(super) fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}')
}
