//! What may come back?

use countersign_contract::model::StatusPattern;
use countersign_contract::schema::SchemaId;

use super::content::{Arm, Shape, arms};
use super::{ContentModel, Payload, TypeId, TypeRef};

/// What may come back under one status, range or `default`.
#[derive(Clone, Debug)]
pub(crate) struct ResponseModel {
    /// The key in `responses`.
    pub(crate) status: StatusPattern,
    /// Does a client take it for success?
    pub(crate) outcome: Outcome,
    /// `description`.
    pub(crate) description: String,
    /// What the body may be, the preferred one first; empty when the status or the contract forbids one.
    pub(crate) contents: Vec<ContentModel>,
    /// The type that tells shapes apart, where there are several.
    pub(crate) choice: Option<TypeId>,
    /// Is the operation's stream what its body is, beside `contents`?
    pub(crate) streams: bool,
    /// Declared headers that are typed.
    pub(crate) headers: Vec<HeaderModel>,
}

impl ResponseModel {
    /// Does a call that wants no stream take it for success?
    pub(crate) fn is_success(&self) -> bool {
        self.outcome != Outcome::Error && !self.is_nothing_but_a_stream()
    }

    /// Can it only be read as the operation's stream?
    pub(crate) fn is_nothing_but_a_stream(&self) -> bool {
        self.streams && self.contents.is_empty()
    }

    /// Has the handler to name the media type of its body?
    pub(crate) fn is_open(&self) -> bool {
        self.choice.is_none()
            && arms(&self.contents)
                .first()
                .is_some_and(|arm| arm.is_open(&self.contents))
    }

    /// Does it take a table to know in which media type a body is, or how one is read?
    pub(crate) fn has_media(&self) -> bool {
        let by_table = |content: &ContentModel| {
            content.payload.is_read_by_schema() || matches!(content.payload, Payload::Xml { .. })
        };
        self.choice.is_some()
            || !self.is_open() && self.contents.len() > 1
            || self.contents.iter().any(by_table)
    }

    /// Is its body bytes and nothing else?
    pub(crate) fn is_bytes(&self) -> bool {
        let bytes = |arm: &Arm| arm.shape == Shape::Bytes;
        self.choice.is_none() && arms(&self.contents).first().is_some_and(bytes)
    }

    /// The body that is answered unless the handler says otherwise.
    pub(crate) fn preferred(&self) -> Option<&ContentModel> {
        self.contents.first()
    }
}

/// What a response means to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 1XX, 2XX and 3XX.
    Success,
    /// 4XX, 5XX, and `default` beside a success.
    Error,
    /// `default` of an operation that declares no success: both, by the status that comes.
    Both,
}

/// A declared response header.
#[derive(Clone, Debug)]
pub(crate) struct HeaderModel {
    /// Name on the wire.
    pub(crate) name: String,
    /// Is it always there?
    pub(crate) required: bool,
    /// `description`.
    pub(crate) description: Option<String>,
    /// How arrays and objects are spelled; the style is always `simple`.
    pub(crate) spelling: HeaderSpelling,
    /// Its Rust type, without the `Option` of an optional header.
    pub(crate) value: TypeRef,
    /// What a server holds it against; `None` where values of its type cannot be wrong.
    pub(crate) schema: Option<SchemaId>,
}

/// How the value of a response's header becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderSpelling {
    /// `simple`: items, names and values between commas.
    Simple,
    /// `simple` with `explode`: `name=value` between commas.
    Exploded,
    /// JSON.
    Json,
}
