//! A request after decoding and validation: what generated request types are made from.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use countersign_core::body::BodySource;
use countersign_core::multipart::{FromParts, Parts};
use countersign_core::operation::{
    Coding, Location, MediaDescriptor, OperationDescriptor, ParameterDescriptor,
};
use countersign_core::problem::{Problem, ProblemItem};
use countersign_core::schema::Schema;
use countersign_core::stream::Framing;
use countersign_core::{content, json};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::body_stream::BodyStream;
use crate::item_stream::ItemStream;
use crate::part_stream::PartStream;
use crate::validation::{ItemCheck, Mode, PartCheck};

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
    /// What happens to items that do not obey the contract.
    pub(crate) mode: Mode,
    /// In the order of the operation's parameters; `None` is absent.
    pub(crate) parameters: Vec<Option<Value>>,
    pub(crate) body: Option<IncomingBody>,
}

/// A body that is there.
#[derive(Debug)]
pub(crate) struct IncomingBody {
    pub(crate) media: &'static MediaDescriptor,
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
    /// What the bytes say, where the media type has a schema.
    pub(crate) value: Option<Value>,
    /// Its parts, where it has any.
    pub(crate) parts: Option<Parts>,
    /// Its bytes, where they are still to come.
    pub(crate) stream: Mutex<Option<BodyStream>>,
}

/// How much of a body is there.
#[derive(Debug)]
pub(crate) enum Received {
    /// All of it.
    Whole(Bytes),
    /// What its handler reads.
    Coming(BodyStream),
}

impl Received {
    /// Is there nothing?
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    /// What there is of it.
    pub(crate) fn bytes(&self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes.clone(),
            Self::Coming(_) => Bytes::new(),
        }
    }
}

impl Incoming {
    /// The value of the operation's parameter at this position; an absent one reads as `null`, so that an `Option` is `None`.
    ///
    /// # Errors
    /// A 400 problem that names the parameter when the value does not fit `T`.
    pub fn argument<T: DeserializeOwned>(&self, position: usize) -> Result<T, Problem> {
        let value = self.parameters.get(position).and_then(Option::as_ref);
        let absent = value.is_none();
        json::from_value(value.unwrap_or(&Value::Null)).map_err(|error| {
            let (keyword, detail) = if absent {
                ("required", "is missing".to_owned())
            } else {
                ("type", error.message)
            };
            let parameter = self.operation.parameters.get(position);
            let (name, location) = parameter.map_or(("", Location::Query), |parameter| {
                (parameter.name, parameter.location)
            });
            let item = ProblemItem::parameter(name, location, &error.path, keyword, detail);
            Problem::invalid_request(&[item])
        })
    }

    /// The value of the operation's parameter at this position; an absent one has its default.
    ///
    /// # Errors
    /// As [`Incoming::argument`].
    pub fn argument_or<T: DeserializeOwned>(
        &self,
        position: usize,
        default: impl FnOnce() -> T,
    ) -> Result<T, Problem> {
        let value = self.argument::<Option<T>>(position)?;
        Ok(value.unwrap_or_else(default))
    }

    /// A parameter's value; an absent one reads as `null`, so that an `Option` is `None`.
    ///
    /// # Errors
    /// A 400 problem that names the parameter when the value does not fit `T`.
    pub fn parameter<T: DeserializeOwned>(
        &self,
        descriptor: &'static ParameterDescriptor,
    ) -> Result<T, Problem> {
        let mut parameters = self.operation.parameters.iter();
        let position = parameters.position(|known| {
            known.name == descriptor.name && known.location == descriptor.location
        });
        self.argument(position.unwrap_or(usize::MAX))
    }

    /// The body as its type.
    ///
    /// # Errors
    /// A 400 problem with the place in the body when it is absent or does not fit `T`.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.optional_body()?
            .ok_or_else(|| Problem::invalid_request(&[missing_body()]))
    }

    /// The body as its type, `None` when there is none.
    ///
    /// # Errors
    /// As [`Incoming::body`].
    pub fn optional_body<T: DeserializeOwned>(&self) -> Result<Option<T>, Problem> {
        let Some(body) = &self.body else {
            return Ok(None);
        };
        let decoded = if body.media.coding.is_json() {
            json::decode(&body.bytes)
        } else {
            json::from_value(body.value.as_ref().unwrap_or(&Value::Null))
        };
        decoded.map(Some).map_err(|error| {
            let item = ProblemItem::body(&error.path, "type", error.message);
            Problem::invalid_request(&[item])
        })
    }

    /// The body of several parts as its type.
    ///
    /// # Errors
    /// As [`Incoming::body`].
    pub fn parts<T: FromParts>(&self) -> Result<T, Problem> {
        self.optional_parts()?
            .ok_or_else(|| Problem::invalid_request(&[missing_body()]))
    }

    /// The body of several parts as its type, `None` when there is none.
    ///
    /// # Errors
    /// As [`Incoming::body`].
    pub fn optional_parts<T: FromParts>(&self) -> Result<Option<T>, Problem> {
        let Some(body) = &self.body else {
            return Ok(None);
        };
        let mut parts = body.parts.clone().unwrap_or_default();
        T::from_parts(&mut parts).map(Some).map_err(|error| {
            let item = ProblemItem::body(&error.path, "type", error.message);
            Problem::invalid_request(&[item])
        })
    }

    /// The body of several parts, to be read as they come.
    ///
    /// # Errors
    /// A 400 problem when there is no body.
    pub fn part_stream<T, V>(&self) -> Result<PartStream<T, V>, Problem> {
        let stream = self.optional_part_stream();
        stream.ok_or_else(|| Problem::invalid_request(&[missing_body()]))
    }

    /// The body of several parts, to be read as they come; `None` when there is none.
    pub fn optional_part_stream<T, V>(&self) -> Option<PartStream<T, V>> {
        let body = self.body.as_ref()?;
        let table = match body.media.coding {
            Coding::Multipart(table) => table,
            _ => &[],
        };
        Some(PartStream::new(
            self.stream(),
            body.content_type.clone(),
            body.media.schema.unwrap_or(&Schema::ANY),
            table,
            PartCheck::new(self.operation, self.mode),
        ))
    }

    /// The body's bytes as they came; empty when there is none.
    pub fn bytes(&self) -> Bytes {
        self.body
            .as_ref()
            .map(|body| body.bytes.clone())
            .unwrap_or_default()
    }

    /// The body's bytes as they come, to be read once; empty when there is no body.
    pub fn stream(&self) -> BodyStream {
        let body = self.body.as_ref();
        let stream = body.and_then(|body| {
            let mut stream = body.stream.lock().unwrap_or_else(PoisonError::into_inner);
            stream.take()
        });
        stream.unwrap_or_else(|| BodyStream::of(self.bytes()))
    }

    /// The body's bytes as they come where they are still to come, else in memory: what a body of one among several shapes is.
    pub fn source(&self) -> BodySource {
        let body = self.body.as_ref();
        let coming = body.and_then(|body| {
            let mut stream = body.stream.lock().unwrap_or_else(PoisonError::into_inner);
            stream.take()
        });
        coming.map_or_else(|| BodySource::Bytes(self.bytes()), BodySource::from)
    }

    /// The body's items as they come, to be read once; none when there is no body.
    pub fn items<T>(&self) -> ItemStream<T> {
        let media = self.body.as_ref().map(|body| body.media);
        let framing = match media.map(|media| media.coding) {
            Some(Coding::Sequential(framing)) => framing,
            _ => Framing::JsonLines,
        };
        let check = ItemCheck::new(self.operation, self.mode, media);
        let content_type = self.content_type().to_owned();
        ItemStream::new(self.stream(), framing, content_type, check)
    }

    /// The body as text; empty when there is none.
    ///
    /// # Errors
    /// A 400 problem when the bytes are no text in the charset they claim (UTF-8 unless they say otherwise).
    pub fn text(&self) -> Result<String, Problem> {
        let Some(body) = &self.body else {
            return Ok(String::new());
        };
        content::text(&body.content_type, &body.bytes)
            .map(Cow::into_owned)
            .map_err(|error| {
                Problem::invalid_request(&[ProblemItem::body("", "syntax", error.message)])
            })
    }

    /// Which of the declared media types the body has, counted in the order of the descriptor: `None` without a body.
    pub fn media(&self) -> Option<usize> {
        let media = self.body.as_ref()?.media;
        let declared = self.operation.body?.media;
        declared.iter().position(|other| std::ptr::eq(other, media))
    }

    /// The body's `Content-Type` as it was sent; empty without one.
    pub fn content_type(&self) -> &str {
        self.body.as_ref().map_or("", |body| &body.content_type)
    }

    /// The declared media type (or range) that the body's content type matched: `None` without a body.
    pub fn media_type(&self) -> Option<&'static str> {
        self.body.as_ref().map(|body| body.media.name)
    }
}

pub(crate) fn missing_body() -> ProblemItem {
    ProblemItem::body("", "required", "is missing")
}
