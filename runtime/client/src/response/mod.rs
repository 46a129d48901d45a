//! What did the server answer, undecoded and decoded?

mod meta;
mod reading;

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use countersign_core::content;
use countersign_core::json::{self, JsonError};
use countersign_core::media_type::MediaType;
use countersign_core::multipart::{self, FromParts};
use countersign_core::operation::MediaDescriptor;
use http::header;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use meta::ResponseMeta;
pub(crate) use reading::Reading;

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
    #[inline(never)]
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        json::decode(&self.body).map_err(|error| self.explain(error))
    }

    /// The body as a JSON value whose numbers keep their [`digits`](json::digits).
    pub(crate) fn value(&self) -> Result<Value, JsonError> {
        json::parse(&self.body).or_else(|_| self.json())
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
                let value = content::decode(media, &self.content_type(), &self.body)?;
                json::from_value(&value)
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
        let media = declared.get(self.media(declared));
        let media = media.ok_or_else(|| JsonError::new("", "the body has no parts"))?;
        let mut parts = multipart::read(media, &self.content_type(), &self.body)?;
        T::from_parts(&mut parts)
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
    use http::{HeaderMap, HeaderValue, StatusCode};

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
