//! JSON Pointer (RFC 6901): parsing, building and printing.

use std::fmt;

use smol_str::SmolStr;

/// A JSON Pointer: a list of unescaped reference tokens (RFC 6901 section 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JsonPointer {
    tokens: Vec<SmolStr>,
}

impl JsonPointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses `""` or `/a/b~1c`; `None` when the text is neither empty nor starts with `/`, or has a stray `~`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text
            .strip_prefix('/')?
            .split('/')
            .map(unescape)
            .collect::<Option<_>>()?;
        Some(Self { tokens })
    }

    /// This pointer with one more token, given unescaped.
    #[must_use]
    pub fn child(&self, token: impl Into<SmolStr>) -> Self {
        let mut tokens = Vec::with_capacity(self.tokens.len() + 1);
        tokens.extend_from_slice(&self.tokens);
        tokens.push(token.into());
        Self { tokens }
    }

    /// The unescaped tokens.
    pub fn tokens(&self) -> &[SmolStr] {
        &self.tokens
    }
}

fn unescape(token: &str) -> Option<SmolStr> {
    if !token.contains('~') {
        return Some(SmolStr::new(token));
    }
    let mut plain = String::with_capacity(token.len());
    let mut rest = token.chars();
    while let Some(c) = rest.next() {
        match c {
            '~' => match rest.next()? {
                '0' => plain.push('~'),
                '1' => plain.push('/'),
                _ => return None,
            },
            c => plain.push(c),
        }
    }
    Some(plain.into())
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.tokens {
            f.write_str("/")?;
            for c in token.chars() {
                match c {
                    '~' => f.write_str("~0")?,
                    '/' => f.write_str("~1")?,
                    c => write!(f, "{c}")?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::JsonPointer;

    #[test]
    fn escapes_round_trip() {
        let text = "/paths/~1orders~1{id}/a~0b";
        let pointer = JsonPointer::parse(text).expect("a valid pointer");
        assert_eq!(pointer.tokens(), ["paths", "/orders/{id}", "a~b"]);
        assert_eq!(pointer.to_string(), text);
    }

    #[test]
    fn text_without_a_leading_slash_is_no_pointer() {
        assert_eq!(JsonPointer::parse("paths"), None);
        assert_eq!(JsonPointer::parse("/a~2"), None);
    }
}
