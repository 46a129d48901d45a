//! The problem document: members, extensions, and the header fields that travel with it.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use serde::de::Deserializer;
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ProblemItem;
use super::types::ABOUT_BLANK;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The extension that lists violations.
const ERRORS: &str = "errors";

/// RFC 9457 problem details. One pointer wide, so that it travels cheaply in a `Result`;
/// its members are read and written through it: `problem.status`, `problem.detail = ...`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    members: Box<Members>,
}

/// The members of a [`Problem`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Members {
    /// `type`: a URI reference that names the kind; `about:blank` when the status says it all.
    pub type_: String,
    /// `title`: the same sentence for every problem of the kind.
    pub title: Option<String>,
    /// `status`: advisory copy of the HTTP status; the answer's status when a server sends it.
    pub status: Option<u16>,
    /// `detail`: what happened this time.
    pub detail: Option<String>,
    /// `instance`: a URI reference that names this occurrence.
    pub instance: Option<String>,
    /// Every other member (section 3.2).
    pub extensions: Map<String, Value>,
    /// Header fields a server sends along (`Retry-After`, `WWW-Authenticate`); no part of the document.
    pub headers: HeaderMap,
}

impl Default for Members {
    fn default() -> Self {
        Self {
            type_: ABOUT_BLANK.to_owned(),
            title: None,
            status: None,
            detail: None,
            instance: None,
            extensions: Map::new(),
            headers: HeaderMap::new(),
        }
    }
}

impl Problem {
    /// A problem that is its status: `about:blank`, titled with the reason phrase (section 4.2.1).
    pub fn new(status: StatusCode) -> Self {
        Self::from(Members {
            status: Some(status.as_u16()),
            title: status.canonical_reason().map(str::to_owned),
            ..Members::default()
        })
    }

    /// 400: the request does not obey the contract, with every known reason under `errors`.
    pub fn invalid_request(items: &[ProblemItem]) -> Self {
        let detail = match items {
            [only] => only.to_string(),
            _ => format!(
                "{} parts of the request do not obey the contract",
                items.len()
            ),
        };
        Self::new(StatusCode::BAD_REQUEST)
            .with_type(
                super::types::INVALID_REQUEST,
                "The request does not obey the contract",
            )
            .with_detail(detail)
            .with_errors(items)
    }

    /// 404 with a sentence.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND).with_detail(detail)
    }

    /// 409 with a sentence.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT).with_detail(detail)
    }

    /// 500 that says nothing about the inside.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// 503 that may be tried again after `retry_after`.
    pub fn unavailable(retry_after: Duration) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE).with_retry_after(retry_after)
    }

    /// Sets `type` and the `title` that belongs to it.
    #[must_use]
    pub fn with_type(mut self, type_: impl Into<String>, title: impl Into<String>) -> Self {
        self.type_ = type_.into();
        self.title = Some(title.into());
        self
    }

    /// Sets `detail`.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets `instance`.
    #[must_use]
    pub fn with_instance(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }

    /// Sets an extension member. The five standard names are not extensions and are left alone.
    #[must_use]
    pub fn with_extension(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let name = name.into();
        if !is_standard(&name) {
            self.extensions.insert(name, value.into());
        }
        self
    }

    /// Sets the `errors` extension.
    #[must_use]
    pub fn with_errors(self, items: &[ProblemItem]) -> Self {
        let errors = items
            .iter()
            .filter_map(|item| serde_json::to_value(item).ok())
            .collect();
        self.with_extension(ERRORS, Value::Array(errors))
    }

    /// Sends a header field along, replacing one of the same name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends `Retry-After` along in whole seconds, rounded up (RFC 9110 section 10.2.3).
    #[must_use]
    pub fn with_retry_after(self, delay: Duration) -> Self {
        let seconds = delay
            .as_secs()
            .saturating_add(u64::from(delay.subsec_nanos() > 0));
        self.with_header(RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// The entries of the `errors` extension that have the known shape.
    pub fn errors(&self) -> Vec<ProblemItem> {
        let Some(Value::Array(errors)) = self.extensions.get(ERRORS) else {
            return Vec::new();
        };
        errors
            .iter()
            .filter_map(|error| ProblemItem::deserialize(error).ok())
            .collect()
    }

    /// The status as a type: 500 when `status` is absent or no HTTP status.
    pub fn status_code(&self) -> StatusCode {
        self.status
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Deref for Problem {
    type Target = Members;

    fn deref(&self) -> &Members {
        &self.members
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut Members {
        &mut self.members
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title.as_deref().unwrap_or(&self.type_))?;
        if let Some(status) = self.status {
            write!(f, " ({status})")?;
        }
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Members> for Problem {
    fn from(members: Members) -> Self {
        Self {
            members: Box::new(members),
        }
    }
}

impl From<StatusCode> for Problem {
    fn from(status: StatusCode) -> Self {
        Self::new(status)
    }
}

fn is_standard(name: &str) -> bool {
    matches!(name, "type" | "title" | "status" | "detail" | "instance")
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.type_)?;
        if let Some(title) = &self.title {
            map.serialize_entry("title", title)?;
        }
        if let Some(status) = self.status {
            map.serialize_entry("status", &status)?;
        }
        if let Some(detail) = &self.detail {
            map.serialize_entry("detail", detail)?;
        }
        if let Some(instance) = &self.instance {
            map.serialize_entry("instance", instance)?;
        }
        for (name, value) in self
            .extensions
            .iter()
            .filter(|(name, _)| !is_standard(name))
        {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Section 3.1: a standard member of the wrong type is ignored, so any JSON object is a problem.
impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut document = Map::deserialize(deserializer)?;
        let mut text = |name: &str| match document.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let members = Members {
            type_: text("type").unwrap_or_else(|| ABOUT_BLANK.to_owned()),
            title: text("title"),
            detail: text("detail"),
            instance: text("instance"),
            status: document
                .remove("status")
                .and_then(|status| u16::try_from(status.as_u64()?).ok()),
            extensions: document,
            headers: HeaderMap::new(),
        };
        Ok(Self::from(members))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::StatusCode;
    use serde_json::json;

    use super::{Problem, ProblemItem};

    #[test]
    fn a_document_reads_as_it_was_written() {
        let problem = Problem::new(StatusCode::CONFLICT)
            .with_detail("order 7 is already paid")
            .with_extension("order", 7)
            .with_errors(&[ProblemItem::body("/qty", "minimum", "must be at least 1")]);
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            text,
            r##"{"type":"about:blank","title":"Conflict","status":409,"detail":"order 7 is already paid","order":7,"errors":[{"pointer":"#/qty","keyword":"minimum","detail":"must be at least 1"}]}"##
        );
        let again: Problem = serde_json::from_str(&text).unwrap();
        assert_eq!(again, problem);
        assert_eq!(again.errors().len(), 1);
    }

    #[test]
    fn members_of_the_wrong_type_are_ignored() {
        let problem: Problem = serde_json::from_value(
            json!({"type": 1, "title": [], "status": "409", "detail": {}, "code": "x"}),
        )
        .unwrap();
        assert_eq!(problem.type_, "about:blank");
        assert_eq!(
            (
                problem.title.clone(),
                problem.status,
                problem.detail.clone()
            ),
            (None, None, None)
        );
        assert_eq!(problem.extensions["code"], "x");
        assert_eq!(problem.status_code(), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn an_extension_cannot_replace_a_standard_member() {
        let mut problem = Problem::new(StatusCode::NOT_FOUND).with_extension("status", 200);
        problem.extensions.insert("status".to_owned(), json!(200));
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            text,
            r#"{"type":"about:blank","title":"Not Found","status":404}"#
        );
    }

    #[test]
    fn a_retry_delay_is_rounded_up_to_whole_seconds() {
        let problem = Problem::unavailable(Duration::from_millis(1001));
        assert_eq!(problem.headers["retry-after"], "2");
    }

    #[test]
    fn a_problem_is_one_pointer_wide() {
        assert_eq!(size_of::<Problem>(), size_of::<usize>());
    }
}
