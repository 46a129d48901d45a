//! What does the head of a response say?

use std::time::Duration;

use countersign_core::field;
use countersign_core::idempotency::IdempotencyKey;
use countersign_core::json::{self, JsonError};
use countersign_core::media_type::{self, MediaType};
use countersign_core::retry_after;
use countersign_core::stream::{Framing, StreamDescriptor};
use http::{HeaderMap, HeaderName, StatusCode, header};
use serde::de::DeserializeOwned;

/// Everything about a response but its body, and how the call went.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResponseMeta {
    /// The status.
    pub status: StatusCode,
    /// The header fields.
    pub headers: HeaderMap,
    /// How many attempts were made, this one included.
    pub attempts: u32,
    /// What the server calls the request: `X-Request-Id` or `Request-Id`.
    pub request_id: Option<String>,
    /// The key the call was sent with.
    pub idempotency_key: Option<IdempotencyKey>,
    /// Whether the server says that it gives a stored answer again.
    pub replayed: bool,
}

/// Set by our server, and by Stripe.
const REPLAY_MARKS: [&str; 2] = ["idempotency-replayed", "idempotent-replayed"];
const REQUEST_IDS: [&str; 2] = ["x-request-id", "request-id"];

impl ResponseMeta {
    pub(crate) fn new(
        status: StatusCode,
        mut headers: HeaderMap,
        attempts: u32,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Self {
        // A session cookie is a password; `Debug` leaves sensitive values out.
        for value in headers
            .iter_mut()
            .filter(|(name, _)| *name == header::SET_COOKIE)
        {
            value.1.set_sensitive(true);
        }
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let request_id = REQUEST_IDS
            .iter()
            .find_map(|name| text(name))
            .map(str::to_owned);
        let replayed = REPLAY_MARKS
            .iter()
            .any(|name| text(name).is_some_and(|mark| mark.eq_ignore_ascii_case("true")));
        Self {
            status,
            headers,
            attempts,
            request_id,
            idempotency_key,
            replayed,
        }
    }

    /// A header field as a value; `None` when the response has no such field.
    ///
    /// # Errors
    /// When its text is no value of this type.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, JsonError> {
        let Ok(field) = HeaderName::try_from(name) else {
            return Ok(None);
        };
        let read = |error: JsonError| JsonError::new("", format!("{name}: {}", error.message));
        // Cookies have commas of their own and are never joined (RFC 9110 5.3).
        if field == header::SET_COOKIE {
            let lines = self.headers.get_all(field).iter();
            let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()));
            let lines: Vec<_> = lines.collect();
            return (!lines.is_empty())
                .then(|| field::decode_lines(&lines).map_err(read))
                .transpose();
        }
        self.text(&field)
            .map(|text| field::decode(&text).map_err(read))
            .transpose()
    }

    /// A header field that holds JSON (`content: application/json`) as a value; `None` when the response has no such field.
    ///
    /// # Errors
    /// When it is not JSON of this shape.
    pub fn json_header<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, JsonError> {
        let Ok(field) = HeaderName::try_from(name) else {
            return Ok(None);
        };
        self.text(&field)
            .map(|text| {
                json::decode(text.as_bytes()).map_err(|error| {
                    JsonError::new(&error.path, format!("{name}: {}", error.message))
                })
            })
            .transpose()
    }

    /// A header field as a value.
    ///
    /// # Errors
    /// When the response has no such field, or its text is no value of this type.
    pub fn required_header<T: DeserializeOwned>(&self, name: &str) -> Result<T, JsonError> {
        self.header(name)?.ok_or_else(|| missing(name))
    }

    /// A header field that holds JSON as a value.
    ///
    /// # Errors
    /// When the response has no such field, or it is not JSON of this shape.
    pub fn required_json_header<T: DeserializeOwned>(&self, name: &str) -> Result<T, JsonError> {
        self.json_header(name)?.ok_or_else(|| missing(name))
    }

    /// How long the server asks to wait before another call: `Retry-After` in all its forms, or an exhausted `RateLimit`.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::from_headers(&self.headers)
    }

    /// Is the body the stream that was asked for? Servers have several names for the same framing.
    pub(super) fn is_stream(&self, stream: &StreamDescriptor) -> bool {
        let field = self.text(&header::CONTENT_TYPE).unwrap_or_default();
        let Some(sent) = MediaType::parse(&field) else {
            return false;
        };
        let declared = MediaType::parse(stream.media_type);
        let bodiless = matches!(
            self.status,
            StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT
        );
        self.status.is_success()
            && !bodiless
            && (declared.is_some_and(|declared| declared.closeness(&sent).is_some())
                || Framing::of_media_type(&sent.to_string()) == Some(stream.framing))
    }

    /// Is the body of a media type that this `Accept` field lists, or does it list none?
    pub(super) fn is_one_of(&self, accept: &str) -> bool {
        let field = self.text(&header::CONTENT_TYPE).unwrap_or_default();
        let sent = MediaType::parse(&field);
        accept.is_empty() || sent.is_some_and(|sent| media_type::weight(accept, &sent) > 0)
    }

    /// All lines of a field as one (RFC 9110 5.3); bytes that are not UTF-8 are replaced.
    pub(crate) fn text(&self, name: &HeaderName) -> Option<String> {
        let mut lines = self
            .headers
            .get_all(name)
            .iter()
            .map(|line| String::from_utf8_lossy(line.as_bytes()));
        let mut text = lines.next()?.into_owned();
        for line in lines {
            text.push_str(", ");
            text.push_str(&line);
        }
        Some(text)
    }
}

fn missing(name: &str) -> JsonError {
    JsonError::new("", format!("{name}: the field is missing"))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn header_fields_are_values_of_the_type_asked_for() {
        let mut headers = HeaderMap::new();
        for (name, value) in [("x-count", "7"), ("x-tags", "a, b"), ("x-tags", "c")] {
            headers.append(name, HeaderValue::from_static(value));
        }
        let meta = ResponseMeta::new(StatusCode::OK, headers, 1, None);
        assert_eq!(meta.header::<u8>("X-Count").unwrap(), Some(7));
        let tags = meta.required_header::<Vec<String>>("x-tags");
        assert_eq!(tags.unwrap(), ["a", "b", "c"]);
        assert_eq!(meta.header::<u8>("X-Other").unwrap(), None);
        let missing = meta.required_header::<u8>("X-Other").unwrap_err();
        assert_eq!(missing.message, "X-Other: the field is missing");
        assert!(meta.header::<u8>("x-tags").is_err());
    }
}
