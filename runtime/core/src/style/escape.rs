//! Percent-encoding (RFC 3986 section 2.1).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::StyleError;

/// Everything but RFC 3986 unreserved characters.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Keeps reserved characters too, except those that would end the value or its name (OAS 3.1.1 Parameter Object,
/// `allowReserved`) and the comma, which a style may use.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'=');

/// Dots are escaped too, where they delimit.
const UNRESERVED_BUT_DOT: &AsciiSet = &UNRESERVED.add(b'.');

/// Commas are kept too, where they do not delimit.
const RESERVED_AND_COMMA: &AsciiSet = &RESERVED.remove(b',');

/// How much of a text is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All but unreserved characters.
    Strict,
    /// `Strict` and the dot, where dots delimit.
    StrictAndDot,
    /// Reserved characters stay, but for the comma.
    KeepReserved,
    /// As `KeepReserved`, and commas stay.
    KeepReservedAndComma,
    /// Nothing: header fields.
    Nothing,
}

impl Escape {
    pub(crate) fn apply(self, text: &str) -> String {
        match self {
            Self::Strict => utf8_percent_encode(text, UNRESERVED).to_string(),
            Self::StrictAndDot => utf8_percent_encode(text, UNRESERVED_BUT_DOT).to_string(),
            Self::KeepReserved => utf8_percent_encode(text, RESERVED).to_string(),
            Self::KeepReservedAndComma => utf8_percent_encode(text, RESERVED_AND_COMMA).to_string(),
            Self::Nothing => text.to_owned(),
        }
    }
}

/// How a text that was received is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unescape {
    /// Percent-encoding.
    Percent,
    /// Percent-encoding, and `+` for a space as HTML forms send it.
    PercentAndPlus,
    /// None; white space around it does not count (RFC 9110 section 5.6.3).
    Field,
}

impl Unescape {
    pub(crate) fn apply(self, text: &str) -> Result<String, StyleError> {
        let decode = |text: &str| {
            percent_decode_str(text)
                .decode_utf8()
                .map(Cow::into_owned)
                .map_err(|_| StyleError::Malformed("must be UTF-8 text"))
        };
        match self {
            Self::Percent => decode(text),
            Self::PercentAndPlus => decode(&text.replace('+', " ")),
            Self::Field => Ok(text.trim_matches([' ', '\t']).to_owned()),
        }
    }
}

/// A name in a query; what is not UTF-8 stays as sent and is the name of nothing.
pub(super) fn decode_name(name: &str) -> Cow<'_, str> {
    if !name.contains(['%', '+']) {
        return Cow::Borrowed(name);
    }
    Unescape::PercentAndPlus
        .apply(name)
        .map_or(Cow::Borrowed(name), Cow::Owned)
}
