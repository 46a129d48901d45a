//! JSON Pointer (RFC 6901): parsing, building and printing.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use smol_str::SmolStr;

/// A JSON Pointer: a list of unescaped reference tokens (RFC 6901 section 3).
///
/// A pointer shares its beginning with the one it was made from: a clone and a [`JsonPointer::child`] cost the same however
/// deep the place lies.
#[derive(Clone, Default)]
pub struct JsonPointer {
    last: Option<Arc<Link>>,
}

/// The last token of a pointer, and what stands before it.
struct Link {
    above: JsonPointer,
    token: SmolStr,
    /// How many tokens there are, this one included.
    depth: usize,
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
        let mut tokens = text.strip_prefix('/')?.split('/');
        tokens.try_fold(Self::root(), |above, token| {
            Some(above.child(unescape(token)?))
        })
    }

    /// This pointer with one more token, given unescaped.
    #[must_use]
    pub fn child(&self, token: impl Into<SmolStr>) -> Self {
        Self {
            last: Some(Arc::new(Link {
                above: self.clone(),
                token: token.into(),
                depth: self.depth() + 1,
            })),
        }
    }

    /// Does it lead to the whole document?
    pub fn is_root(&self) -> bool {
        self.last.is_none()
    }

    /// How many tokens it has.
    pub fn depth(&self) -> usize {
        self.last.as_ref().map_or(0, |link| link.depth)
    }

    /// The last token, unescaped; `None` for the whole document.
    pub fn last(&self) -> Option<&str> {
        self.last.as_ref().map(|link| link.token.as_str())
    }

    /// The pointer without its last token; `None` for the whole document.
    pub fn parent(&self) -> Option<&Self> {
        self.last.as_ref().map(|link| &link.above)
    }

    /// The unescaped tokens, from the whole document on.
    pub fn tokens(&self) -> Vec<&str> {
        let mut tokens: Vec<&str> = self.upwards().collect();
        tokens.reverse();
        tokens
    }

    /// The unescaped tokens, the last one first.
    fn upwards(&self) -> impl Iterator<Item = &str> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let link = rest.last.as_deref()?;
            rest = &link.above;
            Some(link.token.as_str())
        })
    }
}

impl PartialEq for JsonPointer {
    fn eq(&self, other: &Self) -> bool {
        let (mut left, mut right) = (self, other);
        loop {
            match (&left.last, &right.last) {
                (None, None) => return true,
                (Some(one), Some(two)) if Arc::ptr_eq(one, two) => return true,
                (Some(one), Some(two)) if one.depth == two.depth && one.token == two.token => {
                    (left, right) = (&one.above, &two.above);
                }
                _ => return false,
            }
        }
    }
}

impl Eq for JsonPointer {}

impl Hash for JsonPointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for token in self.upwards() {
            token.hash(state);
        }
        self.depth().hash(state);
    }
}

impl PartialOrd for JsonPointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for JsonPointer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tokens().cmp(&other.tokens())
    }
}

/// As it is written.
impl fmt::Debug for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
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
        for token in self.tokens() {
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
