//! What did the server answer, undecoded and decoded?

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use countersign_core::content;
use countersign_core::field;
use countersign_core::idempotency::IdempotencyKey;
use countersign_core::json::{self, JsonError};
use countersign_core::media_type::MediaType;
use countersign_core::multipart::{self, FromParts};
use countersign_core::operation::{Coding, MediaDescriptor, OperationDescriptor};
use countersign_core::retry_after;
use countersign_core::stream::{Framing, StreamDescriptor};
use http::{HeaderMap, HeaderName, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::request::Body;

/// A response as it came: what generated decoders read.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) meta: ResponseMeta,
    pub(crate) body: Bytes,
}

impl RawResponse {
    /// The status code.
    pub fn status(&self) -> u16 {
        self.meta.status.as_u16()
    }

    /// Everything but the body.
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    /// The whole body.
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// The body as text.
    ///
    /// # Errors
    /// When it is no text in the charset it claims (UTF-8 unless it says otherwise).
    pub fn text(&self) -> Result<String, JsonError> {
        content::text(&self.content_type(), &self.body)
            .map(Cow::into_owned)
            .map_err(|error| JsonError::new("", format!("the body {}", error.message)))
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is not JSON of this shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        json::decode(&self.body).map_err(|error| self.explain(error))
    }

    /// Which of these media types the body has: the first one when it has none of them, as an unlabelled body most likely is
    /// what the operation prefers.
    pub fn media(&self, declared: &[MediaDescriptor]) -> usize {
        MediaDescriptor::position(declared, &self.content_type()).unwrap_or(0)
    }

    /// The body in whichever of these media types it has.
    ///
    /// # Errors
    /// When it does not make sense in that media type, or has another shape.
    pub fn content<T: DeserializeOwned>(
        &self,
        declared: &'static [MediaDescriptor],
    ) -> Result<T, JsonError> {
        match declared.get(self.media(declared)) {
            Some(media) if !media.coding.is_json() => {
                content::decode(media, &self.content_type(), &self.body).and_then(json::from_value)
            }
            _ => self.json(),
        }
    }

    /// The body of several parts, files among them, in whichever of these media types it has.
    ///
    /// # Errors
    /// When it is no such body, or a part is missing or has another shape.
    pub fn parts<T: FromParts>(
        &self,
        declared: &'static [MediaDescriptor],
    ) -> Result<T, JsonError> {
        match declared.get(self.media(declared)) {
            Some(MediaDescriptor {
                schema: Some(schema),
                coding: Coding::Multipart(table),
                ..
            }) => {
                let content_type = self.content_type();
                let mut parts = multipart::decode(schema, table, &content_type, &self.body)?;
                T::from_parts(&mut parts)
            }
            _ => Err(JsonError::new("", "the body has no parts")),
        }
    }

    /// The body's `Content-Type` as it was sent; empty without one.
    pub fn content_type(&self) -> String {
        self.meta.text(&header::CONTENT_TYPE).unwrap_or_default()
    }

    /// The media type of the body without parameters, in lower case; `""` when there is none.
    pub fn media_type(&self) -> String {
        MediaType::parse(&self.content_type())
            .map(|media_type| media_type.to_string())
            .unwrap_or_default()
    }

    /// Whether the body is of this media type or range, e.g. `text/csv` or `image/*`.
    pub fn is(&self, range: &str) -> bool {
        let field = self.content_type();
        let both = MediaType::parse(range).zip(MediaType::parse(&field));
        both.is_some_and(|(range, media_type)| range.closeness(&media_type).is_some())
    }

    /// A proxy's HTML page in place of JSON is better called by its name.
    fn explain(&self, error: JsonError) -> JsonError {
        let media_type = self.media_type();
        if MediaType::parse(&media_type).is_none_or(|media_type| media_type.is_json()) {
            return error;
        }
        JsonError::new(
            error.path,
            format!("{} (the body is {media_type})", error.message),
        )
    }
}

/// Bodies may hold what must not be logged, so only their length is printed.
impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawResponse")
            .field("meta", &self.meta)
            .field("body_length", &self.body.len())
            .finish()
    }
}

/// How far the body of a response is read within the call.
#[derive(Debug)]
pub(crate) enum Reading {
    /// To its end.
    Whole,
    /// Not at all if it is this stream, which is then kept here; else to its end.
    Stream(StreamDescriptor, Mutex<Option<Body>>),
    /// Not at all if it is a success of one of these media types, as an `Accept` field lists them (of any, if it lists none),
    /// whose body is then kept here; else to its end.
    Success(&'static str, Mutex<Option<Body>>),
}

impl Reading {
    /// The media types that are asked for: without the stream where that is not wanted.
    pub(crate) fn accept(&self, operation: &OperationDescriptor) -> Cow<'static, str> {
        match (self, &operation.stream) {
            (Self::Stream(stream, _), _) => Cow::Borrowed(stream.accept),
            (Self::Success(accept, _), _) if !accept.is_empty() => Cow::Borrowed(*accept),
            (Self::Whole | Self::Success(..), None) => Cow::Borrowed(operation.accept),
            (Self::Whole | Self::Success(..), Some(stream)) => {
                let others = operation.accept.split(", ");
                let others =
                    others.filter(|name| name.split(";q=").next() != Some(stream.media_type));
                Cow::Owned(others.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Keeps a body that is the stream; gives back any other.
    pub(crate) fn keep(&self, meta: &ResponseMeta, body: Body) -> Option<Body> {
        match self {
            Self::Stream(stream, slot) if meta.is_stream(stream) => {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
                None
            }
            Self::Success(accept, slot) if meta.status.is_success() && meta.is_one_of(accept) => {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
                None
            }
            Self::Whole | Self::Stream(..) | Self::Success(..) => Some(body),
        }
    }

    /// The stream, if the response was one.
    pub(crate) fn take(&self) -> Option<Body> {
        match self {
            Self::Whole => None,
            Self::Stream(_, slot) | Self::Success(_, slot) => {
                slot.lock().unwrap_or_else(PoisonError::into_inner).take()
            }
        }
    }
}

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
    fn is_stream(&self, stream: &StreamDescriptor) -> bool {
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
    fn is_one_of(&self, accept: &str) -> bool {
        let field = self.text(&header::CONTENT_TYPE).unwrap_or_default();
        let ranges = || accept.split(", ").filter_map(MediaType::parse);
        let sent = MediaType::parse(&field);
        let takes = |range: MediaType<'_>| sent.as_ref().and_then(|sent| range.closeness(sent));
        accept.is_empty() || ranges().any(|range| takes(range).is_some())
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

/// A success: the decoded value, which it dereferences to, and how the call went.
#[derive(Clone, Debug)]
pub struct Response<T> {
    value: T,
    meta: ResponseMeta,
}

impl<T> Response<T> {
    pub(crate) const fn new(value: T, meta: ResponseMeta) -> Self {
        Self { value, meta }
    }

    /// Everything about the response but its body.
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The value and everything else.
    pub fn into_parts(self) -> (T, ResponseMeta) {
        (self.value, self.meta)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn response(fields: &[(&'static str, &'static str)], body: &'static str) -> RawResponse {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, HeaderValue::from_static(value));
        }
        RawResponse {
            meta: ResponseMeta::new(StatusCode::OK, headers, 1, None),
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    #[test]
    fn header_fields_are_values_of_the_type_asked_for() {
        let response = response(&[("x-count", "7"), ("x-tags", "a, b"), ("x-tags", "c")], "");
        assert_eq!(response.meta.header::<u8>("X-Count").unwrap(), Some(7));
        assert_eq!(
            response
                .meta
                .required_header::<Vec<String>>("x-tags")
                .unwrap(),
            ["a", "b", "c"]
        );
        assert_eq!(response.meta.header::<u8>("X-Other").unwrap(), None);
        assert_eq!(
            response
                .meta
                .required_header::<u8>("X-Other")
                .unwrap_err()
                .message,
            "X-Other: the field is missing"
        );
        assert!(response.meta.header::<u8>("x-tags").is_err());
    }

    #[test]
    fn a_page_in_place_of_json_is_called_by_its_name() {
        let error = response(&[("content-type", "text/html; charset=utf-8")], "<html>")
            .json::<u8>()
            .unwrap_err();
        assert!(
            error.message.ends_with("(the body is text/html)"),
            "{error}"
        );
        let error = response(&[("content-type", "application/json")], "<html>")
            .json::<u8>()
            .unwrap_err();
        assert!(!error.message.contains("body is"), "{error}");
    }

    #[test]
    fn the_media_type_decides_between_declared_ones() {
        let response = response(&[("content-type", "Text/CSV; header=present")], "");
        assert_eq!(response.media_type(), "text/csv");
        assert!(
            response.is("text/csv") && response.is("text/*") && !response.is("application/json")
        );
    }

    #[test]
    fn session_cookies_and_bodies_are_not_printed() {
        let response = response(&[("set-cookie", "sid=hunter2")], "hunter2");
        assert!(!format!("{response:?}").contains("hunter2"));
    }
}
