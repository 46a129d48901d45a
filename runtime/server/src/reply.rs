//! What a handler answers, on its way to the wire.

use bytes::Bytes;
use countersign_core::body::BodySource;
use countersign_core::multipart::{self, IntoParts, Parts};
use countersign_core::operation::{
    Coding, MediaDescriptor, OperationDescriptor, ParameterDescriptor,
};
use countersign_core::problem::{self, Problem};
use countersign_core::style::{self, Encoded};
use countersign_core::{content, json};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Value;

use crate::stream::{EventBody, EventStream, Stopping};

/// Understood by nginx and its kin.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// A response type of one operation.
pub trait IntoReply {
    /// The response as status, header fields and body.
    fn into_reply(self) -> Reply;
}

/// A response under construction. Something that cannot be written (a value without JSON form, a header with a line
/// break) is remembered and answered with 500: it is the handler's mistake, not the caller's.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    offer: Option<Offer>,
    stream: Option<Streamed>,
    mistake: Option<String>,
}

/// A value that can be written in several media types; the caller's `Accept` chooses.
#[derive(Debug)]
struct Offer {
    media: Vec<&'static MediaDescriptor>,
    value: Value,
}

/// A finished response: what is sent and what an idempotency store keeps.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body where it is a stream; no store keeps that.
    pub(crate) stream: Option<Streamed>,
}

/// A body that is not in memory.
#[derive(Debug)]
pub(crate) enum Streamed {
    /// One value after the other.
    Events(EventBody),
    /// Bytes.
    Bytes(BodySource),
}

impl Streamed {
    /// Ends a stream of values when the server wants to stop; bytes have an end of their own.
    pub(crate) fn until(&mut self, stopping: Option<Stopping>) {
        match self {
            Self::Events(events) => events.until(stopping),
            Self::Bytes(_) => {}
        }
    }
}

impl Reply {
    /// A response without header fields and body.
    pub fn new(status: u16) -> Self {
        let (status, mistake) = match StatusCode::from_u16(status) {
            Ok(status) => (status, None),
            Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, Some(error.to_string())),
        };
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            offer: None,
            stream: None,
            mistake,
        }
    }

    /// Adds a declared response header, spelled by its style; a value that serializes to `null` is left out.
    #[must_use]
    pub fn header<T: Serialize + ?Sized>(
        mut self,
        descriptor: &ParameterDescriptor,
        value: &T,
    ) -> Self {
        match encode_header(descriptor, value) {
            Ok(fields) => self.headers.extend(fields),
            Err(reason) => self.blame(format!("header `{}`: {reason}", descriptor.name)),
        }
        self
    }

    /// Adds a declared response header in the usual spelling; a value that serializes to `null` is left out.
    #[must_use]
    pub fn field<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.header(&ParameterDescriptor::header(name), value)
    }

    /// Sets a JSON body of this media type.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, media_type: &'static str, body: &T) -> Self {
        match json::encode(body) {
            Ok(bytes) => return self.bytes(media_type, bytes),
            Err(error) => self.blame(format!("body: {error}")),
        }
        self
    }

    /// Sets a body that is written as the one of these `media` the caller prefers; `among` are their positions.
    #[must_use]
    pub fn content<T: Serialize + ?Sized>(
        mut self,
        media: &'static [MediaDescriptor],
        among: &[usize],
        body: &T,
    ) -> Self {
        let media = among.iter().filter_map(|index| media.get(*index)).collect();
        match json::to_value(body) {
            Ok(value) => self.offer = Some(Offer { media, value }),
            Err(error) => self.blame(format!("body: {error}")),
        }
        self
    }

    /// Sets a body of several parts, files among them, in the one of these `media` at this position.
    #[must_use]
    pub fn parts(
        mut self,
        media: &'static [MediaDescriptor],
        at: usize,
        body: impl IntoParts,
    ) -> Self {
        let mut parts = Parts::default();
        body.into_parts(&mut parts);
        match media.get(at) {
            Some(media) => self.set_parts(media, parts),
            None => self.blame(format!("body: there is no media type {at}")),
        }
        self
    }

    fn set_parts(&mut self, media: &MediaDescriptor, parts: Parts) {
        let encoded =
            multipart::boundary().and_then(|boundary| multipart::encode(media, parts, &boundary));
        match encoded {
            Ok((media_type, body)) => self.set_body(&media_type, body),
            Err(error) => self.blame(format!("body: {error}")),
        }
    }

    /// Sets a body of this media type; text goes here too. A stream is sent as it comes, and no idempotency store keeps it.
    #[must_use]
    pub fn bytes(mut self, media_type: &str, body: impl Into<BodySource>) -> Self {
        self.set_body(media_type, body.into());
        self
    }

    fn set_body(&mut self, media_type: &str, body: BodySource) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
                match body {
                    BodySource::Bytes(bytes) => self.body = bytes,
                    source => self.stream = Some(Streamed::Bytes(source)),
                }
            }
            Err(error) => self.blame(format!("media type: {error}")),
        }
    }

    /// Answers with the stream that `operation` declares.
    #[must_use]
    pub fn stream<T: Serialize + 'static>(
        mut self,
        operation: &'static OperationDescriptor,
        events: EventStream<T>,
    ) -> Self {
        match operation.stream {
            Some(stream) => self.stream = Some(Streamed::Events(EventBody::new(stream, events))),
            None => self.blame("the operation declares no stream".to_owned()),
        }
        self
    }

    fn blame(&mut self, mistake: String) {
        self.mistake.get_or_insert(mistake);
    }

    /// The response for a caller that takes what `accept` says. A handler that answers with something else is heard: the
    /// answer may be a surprise, but it is one (RFC 9110 section 12.4.1).
    pub(crate) fn finish(mut self, accept: &str) -> Answer {
        if let Some(offer) = self.offer.take() {
            let chosen = content::preferred(accept, &offer.media).unwrap_or(0);
            if let Some(media) = offer.media.get(chosen) {
                match (media.coding, offer.value) {
                    (Coding::Multipart(_), Value::Object(values)) => {
                        self.set_parts(media, Parts::of(values));
                    }
                    (Coding::Positional(_), Value::Array(items)) => {
                        self.set_parts(media, Parts::of_items(items));
                    }
                    (_, value) => match content::encode(media, &value) {
                        Ok(bytes) => self.set_body(media.sent_name(), bytes.into()),
                        Err(error) => self.blame(format!("body: {error}")),
                    },
                }
            }
            if offer.media.len() > 1 {
                self.headers
                    .append(VARY, HeaderValue::from_static("accept"));
            }
        }
        if let Some(mistake) = self.mistake {
            tracing::error!(mistake, "the response cannot be written");
            return Answer::from(Problem::internal());
        }
        let mut headers = self.headers;
        if let Some(Streamed::Events(stream)) = &self.stream {
            match HeaderValue::from_str(&stream.content_type()) {
                Ok(content_type) => headers.insert(CONTENT_TYPE, content_type),
                // A media type of a contract is one line of ASCII.
                Err(_) => None,
            };
            // A proxy that collects what it passes on makes a stream useless.
            for (name, value) in [(CACHE_CONTROL, "no-store"), (X_ACCEL_BUFFERING, "no")] {
                headers
                    .entry(name)
                    .or_insert(HeaderValue::from_static(value));
            }
        }
        Answer {
            status: self.status,
            headers,
            body: self.body,
            stream: self.stream,
        }
    }
}

impl IntoReply for Reply {
    fn into_reply(self) -> Reply {
        self
    }
}

/// The fields of one declared header: none for `null`, one per cookie (RFC 6265 section 3 forbids joining them).
fn encode_header<T: Serialize + ?Sized>(
    descriptor: &ParameterDescriptor,
    value: &T,
) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
    let name =
        HeaderName::from_bytes(descriptor.name.as_bytes()).map_err(|error| error.to_string())?;
    let values = match json::to_value(value).map_err(|error| error.to_string())? {
        Value::Null => return Ok(Vec::new()),
        Value::Array(cookies) if name == SET_COOKIE => cookies,
        value => vec![value],
    };
    let mut fields = Vec::with_capacity(values.len());
    for value in values {
        match style::encode(descriptor, &value).map_err(|error| error.to_string())? {
            Encoded::Header(Some(text)) => {
                let value = HeaderValue::try_from(text.into_bytes());
                fields.push((name.clone(), value.map_err(|error| error.to_string())?));
            }
            Encoded::Header(None) => {}
            Encoded::Path(_) | Encoded::Query(_) | Encoded::Cookie(_) => {
                return Err("it is not declared as a header".to_owned());
            }
        }
    }
    Ok(fields)
}

impl From<Problem> for Answer {
    fn from(mut problem: Problem) -> Self {
        let status = problem.status_code();
        problem.status = Some(status.as_u16());
        let mut headers = std::mem::take(&mut problem.headers);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(problem::MEDIA_TYPE));
        let busy = matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        if busy && !headers.contains_key(RETRY_AFTER) {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        // Strings, numbers and JSON values always have a JSON form.
        let body = json::encode(&problem).unwrap_or_default();
        Self {
            status,
            headers,
            body,
            stream: None,
        }
    }
}

impl From<Answer> for axum::response::Response {
    fn from(answer: Answer) -> Self {
        let body = match answer.stream {
            Some(Streamed::Events(stream)) => axum::body::Body::new(stream),
            Some(Streamed::Bytes(source)) => axum::body::Body::new(source.open()),
            None => axum::body::Body::from(answer.body),
        };
        let mut response = Self::new(body);
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        response
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use countersign_core::operation::ParameterDescriptor;
    use http::header::{LOCATION, SET_COOKIE};

    use super::Reply;

    static COOKIES: ParameterDescriptor = ParameterDescriptor::header("Set-Cookie");
    static PLACE: ParameterDescriptor = ParameterDescriptor::header("Location");

    #[test]
    fn cookies_are_not_joined() {
        let answer = Reply::new(204)
            .header(&COOKIES, &["a=1", "b=2; Path=/"])
            .finish("");
        let cookies: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(cookies, ["a=1", "b=2; Path=/"]);
    }

    #[test]
    fn a_header_without_value_is_not_sent() {
        let answer = Reply::new(201).header(&PLACE, &None::<String>).finish("");
        assert_eq!(
            (answer.status.as_u16(), answer.headers.get(LOCATION)),
            (201, None)
        );
    }

    #[test]
    fn what_cannot_be_written_is_the_servers_mistake() {
        let no_json = BTreeMap::from([(vec![1], 1)]);
        for reply in [
            Reply::new(99),
            Reply::new(200).json("application/json", &no_json),
            Reply::new(200).header(&PLACE, "a\nb"),
            Reply::new(200).bytes("text/plain\n", "x"),
        ] {
            let answer = reply.finish("");
            assert_eq!(
                (answer.status.as_u16(), answer.headers.get(LOCATION)),
                (500, None)
            );
        }
    }
}
