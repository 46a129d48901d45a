//! What may stand in the body of a message?

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::form::Encoding;
use crate::json::JsonError;
use crate::media_type;
use crate::multipart::{Part, Positions};
use crate::schema::Schema;
use crate::stream::Framing;

/// The request body of an operation (OAS 3.1.1 Request Body Object).
#[derive(Clone, Copy, Debug)]
pub struct BodyDescriptor {
    /// Whether a request without a body is refused.
    pub required: bool,
    /// The media types it may have, the preferred one first.
    pub media: &'static [MediaDescriptor],
}

/// One media type of a body.
#[derive(Clone, Copy)]
pub struct MediaDescriptor {
    /// Media type or range, e.g. `application/json` or `image/*`.
    pub name: &'static str,
    /// What its value must look like; `None` means the bytes are passed on as they are.
    pub schema: Option<&'static Schema>,
    /// How a value becomes bytes and back. Does not count without a schema.
    pub coding: Coding,
    /// Whether a server hands its parts over as they come.
    pub in_parts: bool,
}

/// How a value becomes the bytes of a body and back.
#[derive(Clone, Copy, Debug)]
pub enum Coding {
    /// As JSON text.
    Json,
    /// A string as it is.
    Text,
    /// As a form: `application/x-www-form-urlencoded`. Members that are not listed have the default spelling.
    Form(&'static [Encoding]),
    /// As parts: `multipart/form-data`. Parts that are not listed are values in their usual spelling.
    Multipart(&'static [Part]),
    /// As parts that only their places tell apart, one for each item of an array: `multipart/mixed`.
    Positional(&'static Positions),
    /// As XML, by a `countersign_core::xml::Document`: only who has one needs the feature `xml`.
    Xml(&'static dyn Codec),
    /// As one JSON text after the other (OAS 3.2, Sequential Media Types): the schema is that of one item, and a server hands
    /// items over as they come.
    Sequential(Framing),
    /// Not at all: a server hands the bytes of a request over as they come.
    Streamed,
}

impl Coding {
    /// Is it JSON, which types read without a value in between?
    pub const fn is_json(self) -> bool {
        matches!(self, Self::Json)
    }
}

/// A way to write values that is described by more than a list, and compiled in only where it is used.
pub trait Codec: fmt::Debug + Sync {
    /// The bytes of a value.
    ///
    /// # Errors
    /// When there is no spelling for it.
    fn encode(&self, value: &Value) -> Result<Bytes, JsonError>;

    /// The value of a body with this `Content-Type`.
    ///
    /// # Errors
    /// Says where the bytes stop making sense.
    fn decode(&self, content_type: &str, bytes: &[u8]) -> Result<Value, JsonError>;
}

impl MediaDescriptor {
    /// `application/json` of this shape.
    pub const fn json(schema: &'static Schema) -> Self {
        Self::new("application/json", schema, Coding::Json)
    }

    /// Bytes of this media type.
    pub const fn raw(name: &'static str) -> Self {
        Self {
            name,
            schema: None,
            coding: Coding::Json,
            in_parts: false,
        }
    }

    /// Bytes of this media type, which a server hands to the handler as they come.
    pub const fn streamed(name: &'static str) -> Self {
        Self {
            name,
            schema: None,
            coding: Coding::Streamed,
            in_parts: false,
        }
    }

    /// Is a request of this media type handed over as it comes?
    pub const fn is_streamed(&self) -> bool {
        self.in_parts || matches!(self.coding, Coding::Streamed | Coding::Sequential(_))
    }

    /// Values of this shape, written this way.
    pub const fn new(name: &'static str, schema: &'static Schema, coding: Coding) -> Self {
        Self {
            name,
            schema: Some(schema),
            coding,
            in_parts: false,
        }
    }

    /// The same, of which a server hands the parts over as they come: there are files among them.
    #[must_use]
    pub const fn as_it_comes(mut self) -> Self {
        self.in_parts = true;
        self
    }

    /// The name a body is sent under: a range has a member that everybody understands.
    pub fn sent_name(&self) -> &'static str {
        if !self.name.contains('*') {
            return self.name;
        }
        match (self.schema, self.coding) {
            (None, _) | (_, Coding::Streamed) => "application/octet-stream",
            (Some(_), Coding::Json) => "application/json",
            (Some(_), Coding::Text) => "text/plain",
            (Some(_), Coding::Multipart(_)) => "multipart/form-data",
            (Some(_), Coding::Positional(_)) => "multipart/mixed",
            (Some(_), Coding::Form(_)) => "application/x-www-form-urlencoded",
            (Some(_), Coding::Xml(_)) => "application/xml",
            (Some(_), Coding::Sequential(framing)) => framing.media_type(),
        }
    }

    /// Which of `declared` describes a body with this `Content-Type`: the closest one, the first of equals.
    pub fn position(declared: &[Self], content_type: &str) -> Option<usize> {
        media_type::closest(declared.iter().map(|media| media.name), content_type)
    }
}

/// Schemas may refer to each other in cycles, so they are not printed.
impl fmt::Debug for MediaDescriptor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MediaDescriptor")
            .field("name", &self.name)
            .field("coding", &self.coding)
            .finish_non_exhaustive()
    }
}
