//! What may come back, and under which status.

use std::fmt;

use indexmap::IndexMap;

use super::{Header, Link, MediaType};
use crate::pointer::JsonPointer;
use crate::source::SourceSpan;

/// A key of `responses` (OAS 3.1.1 Responses Object). The order is the order of precedence: a code beats a range beats default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status code, 100 to 599.
    Code(u16),
    /// `1XX` to `5XX`, by its first digit.
    Range(u8),
    /// `default`.
    Default,
}

impl StatusPattern {
    /// The pattern of a response key: `204`, `5XX` (lower case is forgiven) or `default`.
    pub fn from_key(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "default" {
            return Some(Self::Default);
        }
        if text.len() == 3
            && let Some(class) = text.strip_suffix("XX").or_else(|| text.strip_suffix("xx"))
        {
            let class: u8 = class.parse().ok()?;
            return (1..=5).contains(&class).then_some(Self::Range(class));
        }
        let code: u16 = text.parse().ok()?;
        let in_range = (100..=599).contains(&code);
        in_range.then_some(Self::Code(code))
    }

    /// Does the pattern cover a status code?
    pub fn covers(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(class) => status / 100 == u16::from(class),
            Self::Default => true,
        }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// OAS 3.1.1 Response Object and the key it stands under.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The key.
    pub status: StatusPattern,
    /// `summary` (OAS 3.2).
    pub summary: Option<String>,
    /// `description`; empty when there is none, which older dialects than 3.2 report.
    pub description: String,
    /// `headers` in writing order; `Content-Type` is left out as the standard demands.
    pub headers: Vec<Header>,
    /// `content` in writing order; empty means no body.
    pub content: Vec<MediaType>,
    /// `links` by name.
    pub links: IndexMap<String, Link>,
    /// Where it was written.
    pub span: SourceSpan,
    /// Its pointer in its own source.
    pub pointer: JsonPointer,
}

#[cfg(test)]
mod tests {
    use super::StatusPattern::{self, Code, Default, Range};

    #[test]
    fn codes_ranges_and_default_are_keys_and_nothing_else() {
        assert_eq!(StatusPattern::from_key("204"), Some(Code(204)));
        assert_eq!(StatusPattern::from_key("5XX"), Some(Range(5)));
        assert_eq!(StatusPattern::from_key("default"), Some(Default));
        for wrong in ["", "2X", "6XX", "99", "600", "ok", "2XXX", "-XX"] {
            assert_eq!(StatusPattern::from_key(wrong), None, "{wrong}");
        }
    }
}
