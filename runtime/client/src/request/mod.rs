//! What does the caller want sent? Arguments of one operation, collected without failing.

mod items;
mod target;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use countersign_core::content;
use countersign_core::idempotency::IdempotencyKey;
use countersign_core::json::{self, JsonError};
use countersign_core::multipart::{self, IntoParts, Parts};
use countersign_core::operation::{
    Coding, MediaDescriptor, OperationDescriptor, ParameterDescriptor, RetryPolicy,
};
use countersign_core::style::{self, Encoded};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use serde::Serialize;
use serde_json::Value;

pub use countersign_core::body::{Body, BodySource, ReadError};
pub use items::ItemSource;
pub(crate) use target::target;

use crate::destination::Destination;
use crate::error::RequestError;
use crate::time::Random;

/// The arguments of one call.
///
/// Methods never fail; the first argument that cannot be written is reported when the call is sent.
pub struct Request {
    pub(crate) operation: &'static OperationDescriptor,
    pub(crate) arguments: Vec<(&'static ParameterDescriptor, Encoded)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<BodySource>,
    /// A body that is written when it is known what stands between its parts.
    parts: Option<(&'static MediaDescriptor, Parts)>,
    pub(crate) options: CallOptions,
    pub(crate) destination: Option<Destination>,
    pub(crate) error: Option<RequestError>,
    /// Where to go in place of path and query, which a server has put together.
    pub(crate) target: Option<Uri>,
}

/// What one call does differently from the contract and the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl Request {
    /// A call of this operation without arguments.
    pub fn new(operation: &'static OperationDescriptor) -> Self {
        Self {
            operation,
            arguments: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            parts: None,
            options: CallOptions::default(),
            destination: None,
            error: None,
            target: None,
        }
    }

    /// The same arguments for another call.
    pub(crate) fn duplicate(&self) -> Self {
        Self {
            operation: self.operation,
            arguments: self.arguments.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            parts: self.parts.clone(),
            options: self.options.clone(),
            destination: self.destination.clone(),
            error: self.error.clone(),
            target: self.target.clone(),
        }
    }

    /// The first value of a query parameter as it is sent, if it has one.
    pub(crate) fn query_value(&self, parameter: &ParameterDescriptor) -> Option<&str> {
        let mut arguments = self.arguments.iter();
        let (_, encoded) = arguments.find(|(given, _)| is_same(given, parameter))?;
        match encoded {
            Encoded::Query(pairs) => Some(pairs.first()?.split_once('=')?.1),
            Encoded::Path(_) | Encoded::Header(_) | Encoded::Cookie(_) => None,
        }
    }

    /// Sets a member of the JSON object in the body to `true`. A body that is none is sent as it is.
    pub(crate) fn body_flag(&mut self, name: &str) {
        let Some(BodySource::Bytes(bytes)) = &self.body else {
            return;
        };
        if let Ok(mut value @ Value::Object(_)) = json::parse(bytes) {
            value[name] = Value::Bool(true);
            self.body = Some(Bytes::from(json::text(&value)).into());
        }
    }

    /// The operation that is called.
    pub const fn operation(&self) -> &'static OperationDescriptor {
        self.operation
    }

    /// Gives a parameter a value, in place of an earlier one.
    pub fn parameter<T: Serialize + ?Sized>(
        &mut self,
        parameter: &'static ParameterDescriptor,
        value: &T,
    ) {
        self.set(parameter, json::to_value(value));
    }

    /// Gives the operation's parameter at this position a value, in place of an earlier one.
    pub fn argument<T: Serialize + ?Sized>(&mut self, position: usize, value: &T) {
        match self.operation.parameters.get(position) {
            Some(parameter) => self.parameter(parameter, value),
            None => self.fail(RequestError::Parameter {
                name: "",
                message: format!("the operation has no parameter {position}"),
            }),
        }
    }

    /// Sends the request there and not to the server of the client: a webhook or callback.
    pub fn to(&mut self, destination: &Destination) {
        self.destination = Some(destination.clone());
    }

    /// Sends a JSON body.
    pub fn json<T: Serialize + ?Sized>(&mut self, content_type: &'static str, body: &T) {
        match json::encode(body) {
            Ok(text) => self.body(content_type, text),
            Err(error) => self.fail(RequestError::Body(error)),
        }
    }

    /// Sends a body in the operation's media type at this position.
    pub fn content<T: Serialize + ?Sized>(&mut self, media: usize, body: &T) {
        let declared = self.operation.body.map_or(&[][..], |body| body.media);
        let Some(media) = declared.get(media) else {
            let error = JsonError::new("", "the operation declares no such media type");
            return self.fail(RequestError::Body(error));
        };
        let encoded = match (media.coding, json::to_value(body)) {
            (Coding::Multipart(_), Ok(Value::Object(members))) => {
                self.parts = Some((media, Parts::of(members)));
                return;
            }
            (Coding::Positional(_), Ok(Value::Array(items))) => {
                self.parts = Some((media, Parts::of_items(items)));
                return;
            }
            (_, value) => value.and_then(|value| content::encode(media, &value)),
        };
        match encoded {
            Ok(bytes) => self.body(media.sent_name(), bytes),
            Err(error) => self.fail(RequestError::Body(error)),
        }
    }

    /// Sends a body of several parts, files among them, in the operation's media type at this position.
    pub fn parts(&mut self, media: usize, body: impl IntoParts) {
        let declared = self.operation.body.map_or(&[][..], |body| body.media);
        let mut parts = Parts::default();
        body.into_parts(&mut parts);
        self.parts = declared.get(media).map(|media| (media, parts));
    }

    /// Sends items one after the other, in the operation's media type at this position.
    pub fn items<T>(&mut self, media: usize, items: impl Into<ItemSource<T>>) {
        let declared = self.operation.body.map_or(&[][..], |body| body.media);
        let media = declared.get(media).map(|media| (media, media.coding));
        if let Some((media, Coding::Sequential(framing))) = media {
            let content_type = framing.content_type(media.sent_name());
            self.header(header::CONTENT_TYPE.as_str(), &content_type);
            self.body = Some(items.into().into_body(framing));
        } else {
            let error = JsonError::new("", "the operation declares no body of items there");
            self.fail(RequestError::Body(error));
        }
    }

    /// Sends a body of any other media type as it is.
    pub fn body(&mut self, content_type: &'static str, body: impl Into<BodySource>) {
        self.header(header::CONTENT_TYPE.as_str(), content_type);
        self.body = Some(body.into());
    }

    /// Sends a header field, in place of an earlier one of the same name.
    pub fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.fail(RequestError::Header {
                name: name.to_owned(),
            }),
        }
    }

    /// Names the call, so that sending it twice does it once. Without this, an operation that looks at keys gets a fresh one.
    pub fn idempotency_key(&mut self, key: IdempotencyKey) {
        self.options.idempotency_key = Some(key);
    }

    /// Limits the whole call: waiting, backoff and every attempt.
    pub fn deadline(&mut self, limit: Duration) {
        self.options.deadline = Some(limit);
    }

    /// Limits each attempt.
    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.options.attempt = Some(limit);
    }

    /// Retries differently from what the contract says. The safety rule stays.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.options.retry = Some(policy);
    }

    fn set(&mut self, parameter: &'static ParameterDescriptor, value: Result<Value, JsonError>) {
        let encoded = value
            .map_err(|error| error.to_string())
            .and_then(|value| style::encode(parameter, &value).map_err(|error| error.to_string()));
        match encoded {
            Ok(encoded) => {
                self.arguments
                    .retain(|(given, _)| !is_same(given, parameter));
                self.arguments.push((parameter, encoded));
            }
            Err(message) => self.fail(RequestError::Parameter {
                name: parameter.name,
                message,
            }),
        }
    }

    fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }

    fn names(&self) -> Vec<&'static str> {
        self.arguments
            .iter()
            .map(|(parameter, _)| parameter.name)
            .collect()
    }

    /// The body; `random` makes the boundary between parts, which no file can guess.
    pub(crate) fn take_body(&mut self, random: &dyn Random) -> Result<BodySource, RequestError> {
        if let Some((media, parts)) = self.parts.take() {
            let bits = random.bits().zip(random.bits());
            let (high, low) = bits.ok_or_else(|| {
                RequestError::Body(JsonError::new("", "there is no randomness for a boundary"))
            })?;
            let boundary = format!("{high:016x}{low:016x}");
            let (content_type, body) =
                multipart::encode(media, parts, &boundary).map_err(RequestError::Body)?;
            self.header(header::CONTENT_TYPE.as_str(), &content_type);
            return Ok(body);
        }
        Ok(self
            .body
            .take()
            .unwrap_or_else(|| BodySource::Bytes(Bytes::new())))
    }
}

fn is_same(one: &ParameterDescriptor, other: &ParameterDescriptor) -> bool {
    one.location == other.location && one.name == other.name
}

/// Arguments may be anything, secrets included, so only their names are printed.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("parameters", &self.names())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
