//! A request after decoding and validation: what generated request types are made from.

use bytes::Bytes;
use countersign_core::json;
use countersign_core::operation::{MediaDescriptor, OperationDescriptor, ParameterDescriptor};
use countersign_core::problem::{Problem, ProblemItem};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A request type of one operation.
pub trait Decode: Sized {
    /// Takes the operation's arguments out of the request.
    ///
    /// # Errors
    /// A 400 problem when a value does not fit its type; validation has found nearly all of those before.
    fn decode(incoming: &Incoming) -> Result<Self, Problem>;
}

/// An operation without arguments.
impl Decode for () {
    fn decode(_: &Incoming) -> Result<Self, Problem> {
        Ok(())
    }
}

/// The decoded parameters and the body of one request.
#[derive(Debug)]
pub struct Incoming {
    pub(crate) operation: &'static OperationDescriptor,
    /// In the order of the operation's parameters; `None` is absent.
    pub(crate) parameters: Vec<Option<Value>>,
    pub(crate) body: Option<IncomingBody>,
}

/// A body that is there.
#[derive(Debug)]
pub(crate) struct IncomingBody {
    pub(crate) media: &'static MediaDescriptor,
    pub(crate) bytes: Bytes,
    /// The bytes as JSON, where the media type has a schema.
    pub(crate) json: Option<Value>,
}

impl Incoming {
    /// A parameter's value; an absent one reads as `null`, so that an `Option` is `None`.
    ///
    /// # Errors
    /// A 400 problem that names the parameter when the value does not fit `T`.
    pub fn parameter<T: DeserializeOwned>(
        &self,
        descriptor: &'static ParameterDescriptor,
    ) -> Result<T, Problem> {
        let value = self
            .operation
            .parameters
            .iter()
            .position(|known| {
                known.name == descriptor.name && known.location == descriptor.location
            })
            .and_then(|index| self.parameters.get(index)?.clone());
        let absent = value.is_none();
        let value = json::integers(value.unwrap_or(Value::Null));
        json::from_value(value).map_err(|error| {
            let (keyword, detail) = if absent {
                ("required", "is missing".to_owned())
            } else {
                ("type", error.message)
            };
            let item = ProblemItem::parameter(
                descriptor.name,
                descriptor.location,
                &error.path,
                keyword,
                detail,
            );
            Problem::invalid_request(&[item])
        })
    }

    /// The JSON body as its type.
    ///
    /// # Errors
    /// A 400 problem with the place in the body when it is absent or does not fit `T`.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.optional_body()?
            .ok_or_else(|| Problem::invalid_request(&[missing_body()]))
    }

    /// The JSON body as its type, `None` when there is none.
    ///
    /// # Errors
    /// As [`Incoming::body`].
    pub fn optional_body<T: DeserializeOwned>(&self) -> Result<Option<T>, Problem> {
        let Some(body) = &self.body else {
            return Ok(None);
        };
        json::decode(&body.bytes).map(Some).map_err(|error| {
            let item = ProblemItem::body(&error.path, "type", error.message);
            Problem::invalid_request(&[item])
        })
    }

    /// The body's bytes as they came; empty when there is none.
    pub fn bytes(&self) -> Bytes {
        self.body
            .as_ref()
            .map(|body| body.bytes.clone())
            .unwrap_or_default()
    }

    /// The body as text; empty when there is none.
    ///
    /// # Errors
    /// A 400 problem when the bytes are no UTF-8.
    pub fn text(&self) -> Result<String, Problem> {
        String::from_utf8(self.bytes().into()).map_err(|error| {
            let position = error.utf8_error().valid_up_to();
            let detail = format!("is no UTF-8 after byte {position}");
            Problem::invalid_request(&[ProblemItem::body("", "syntax", detail)])
        })
    }

    /// The declared media type (or range) that the body's content type matched: `None` without a body.
    pub fn media_type(&self) -> Option<&'static str> {
        self.body.as_ref().map(|body| body.media.name)
    }
}

pub(crate) fn missing_body() -> ProblemItem {
    ProblemItem::body("", "required", "is missing")
}
