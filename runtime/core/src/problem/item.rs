//! One entry of a problem's `errors`: which part of the request is wrong, and why.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::operation::Location;

/// What RFC 3986 section 3.5 does not allow in a fragment as it is.
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An entry of `errors`, shaped like the example of RFC 9457 section 3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProblemItem {
    /// Where in the body (or in the parameter's value), as a JSON Pointer fragment: `#/lines/0/sku`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The parameter's name, when a parameter is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Where the parameter travels: `path`, `query`, `header` or `cookie`.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The rule that was broken: a JSON Schema keyword, or a word such as `syntax`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub keyword: String,
    /// What is wrong, as a clause that needs no subject: `must be at least 1, is 0`.
    #[serde(default)]
    pub detail: String,
}

impl ProblemItem {
    /// Something in the body; `pointer` is a plain JSON Pointer (RFC 6901), empty for the whole.
    pub fn body(pointer: &str, keyword: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            pointer: Some(fragment(pointer)),
            parameter: None,
            location: None,
            keyword: keyword.into(),
            detail: detail.into(),
        }
    }

    /// Something in a parameter; `pointer` is the place inside its value, empty for the whole.
    pub fn parameter(
        name: impl Into<String>,
        location: Location,
        pointer: &str,
        keyword: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            pointer: (!pointer.is_empty()).then(|| fragment(pointer)),
            parameter: Some(name.into()),
            location: Some(location.as_str().to_owned()),
            keyword: keyword.into(),
            detail: detail.into(),
        }
    }
}

/// The place, then what is wrong there: ``query parameter `limit`: must be at least 1, is 0``.
impl fmt::Display for ProblemItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parameter) = &self.parameter {
            let location = self.location.as_deref().unwrap_or_default();
            write!(f, "{location} parameter `{parameter}`")?;
        } else {
            f.write_str("body")?;
        }
        match self.pointer.as_deref() {
            None | Some("#") => write!(f, ": {}", self.detail),
            Some(pointer) => write!(f, " at {pointer}: {}", self.detail),
        }
    }
}

/// RFC 6901 section 6: the pointer as a URI fragment.
fn fragment(pointer: &str) -> String {
    format!("#{}", utf8_percent_encode(pointer, FRAGMENT))
}

#[cfg(test)]
mod tests {
    use super::{Location, ProblemItem};

    #[test]
    fn pointers_are_written_as_fragments() {
        let item = ProblemItem::body("/a b/é~1/%", "type", "must be a string");
        assert_eq!(item.pointer.as_deref(), Some("#/a%20b/%C3%A9~1/%25"));
        assert_eq!(
            ProblemItem::body("", "type", "x").pointer.as_deref(),
            Some("#")
        );
    }

    #[test]
    fn an_item_says_where_and_what() {
        let body = ProblemItem::body("/qty", "minimum", "must be at least 1, is 0");
        assert_eq!(body.to_string(), "body at #/qty: must be at least 1, is 0");
        let whole = ProblemItem::body("", "required", "is missing");
        assert_eq!(whole.to_string(), "body: is missing");
        let parameter =
            ProblemItem::parameter("ids", Location::Query, "/1", "type", "must be a string");
        assert_eq!(
            parameter.to_string(),
            "query parameter `ids` at #/1: must be a string"
        );
    }
}
