//! What does a message carry, media type by media type?

use countersign_contract::model::Style;
use countersign_contract::schema::SchemaId;

use super::content::{Arm, Shape, arms};
use super::{TypeId, TypeRef};

/// The request body in the media types that are offered.
#[derive(Clone, Debug)]
pub(crate) struct BodyModel {
    /// Must it be sent?
    pub(crate) required: bool,
    /// `description`.
    pub(crate) description: Option<String>,
    /// What it may carry; never empty, the preferred one first.
    pub(crate) contents: Vec<ContentModel>,
    /// The type that tells shapes apart, where there are several.
    pub(crate) choice: Option<TypeId>,
}

impl BodyModel {
    /// Is it nothing but bytes or items, which a server hands over as they come?
    pub(crate) fn is_streamed(&self) -> bool {
        let streamed = |arm: &Arm| matches!(arm.shape, Shape::Bytes | Shape::Items(_));
        self.choice.is_none() && arms(&self.contents).first().is_some_and(streamed)
    }

    /// Is it parts with files among them, which a server hands over as they come? Those without names are one array.
    pub(crate) fn is_in_parts(&self) -> bool {
        self.has_files() && self.choice.is_none() && self.contents[0].payload.has_named_parts()
    }

    /// Is it parts with files among them?
    pub(crate) fn has_files(&self) -> bool {
        let files = |arm: &Arm| arm.has_files(&self.contents);
        self.choice.is_none() && arms(&self.contents).first().is_some_and(files)
    }

    /// Has the caller to name its media type?
    pub(crate) fn is_open(&self) -> bool {
        self.choice.is_none()
            && arms(&self.contents)
                .first()
                .is_some_and(|arm| arm.is_open(&self.contents))
    }
}

/// A body: its media type and its Rust shape.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ContentModel {
    /// The media type it is sent in; a range only where [`ContentModel::is_open`].
    pub(crate) media_type: String,
    /// The media type or range that a body is recognized by.
    pub(crate) declared: String,
    /// What Rust sees.
    pub(crate) payload: Payload,
}

impl ContentModel {
    /// Does the caller have to name the media type, because the contract gives a range or the type needs a parameter
    /// such as the boundary of a multipart body?
    pub(crate) fn is_open(&self) -> bool {
        self.payload.is_raw()
            && (self.media_type.contains('*') || self.media_type.starts_with("multipart/"))
    }
}

/// What Rust sees of a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Payload {
    /// A value behind JSON.
    Json {
        /// Its schema; `None` where the contract gives none: any value.
        schema: Option<SchemaId>,
        /// Its type.
        value: TypeRef,
    },
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
    /// A value behind `application/x-www-form-urlencoded`.
    Form {
        /// Its schema; `None` where the contract gives none: any members.
        schema: Option<SchemaId>,
        /// Its type.
        value: TypeRef,
        /// How members are spelled that differ from the default.
        encodings: Vec<FormEncoding>,
    },
    /// A value in parts: `multipart/form-data`.
    Multipart {
        /// Its schema.
        schema: Option<SchemaId>,
        /// Its type: a struct of parts, or a tuple or list of them, where there are files.
        value: TypeRef,
        /// What is known about each part.
        parts: PartsModel,
    },
    /// A value behind XML.
    Xml {
        /// Its schema.
        schema: SchemaId,
        /// Its type.
        value: TypeRef,
    },
    /// One JSON text after the other: the body of a request that is sent and read item by item.
    Items {
        /// How the items are told apart: lines or records.
        framing: Framing,
        /// The type of one item.
        item: TypeRef,
        /// The schema of one item; `None` where the contract gives none.
        schema: Option<SchemaId>,
    },
}

impl Payload {
    /// Does Rust see the bytes as they are?
    pub(crate) const fn is_raw(&self) -> bool {
        match self {
            Self::Json { .. }
            | Self::Text
            | Self::Form { .. }
            | Self::Multipart { .. }
            | Self::Xml { .. }
            | Self::Items { .. } => false,
            Self::Bytes => true,
        }
    }

    /// Are there files among its parts?
    pub(crate) fn has_files(&self) -> bool {
        matches!(self, Self::Multipart { parts, .. } if parts.all().any(|part| part.file))
    }

    /// Has it parts that their names tell apart?
    pub(crate) const fn has_named_parts(&self) -> bool {
        matches!(
            self,
            Self::Multipart {
                parts: PartsModel::Named(_),
                ..
            }
        )
    }

    /// Can a body be held against the schema once it is written?
    pub(crate) const fn is_checked(&self) -> bool {
        matches!(
            self,
            Self::Json { .. } | Self::Form { .. } | Self::Xml { .. }
        )
    }

    /// Does only the schema tell what its texts mean?
    pub(crate) const fn is_read_by_schema(&self) -> bool {
        matches!(self, Self::Form { .. } | Self::Multipart { .. })
    }

    /// The type of the value, or of one value of many.
    pub(crate) fn value(&self) -> Option<&TypeRef> {
        match self {
            Self::Json { value, .. }
            | Self::Form { value, .. }
            | Self::Multipart { value, .. }
            | Self::Xml { value, .. }
            | Self::Items { item: value, .. } => Some(value),
            Self::Text | Self::Bytes => None,
        }
    }

    /// The schema that a value, or each of many, is held against.
    pub(crate) fn schema(&self) -> Option<SchemaId> {
        match self {
            Self::Json { schema, .. }
            | Self::Form { schema, .. }
            | Self::Multipart { schema, .. }
            | Self::Items { schema, .. } => *schema,
            Self::Xml { schema, .. } => Some(*schema),
            Self::Text | Self::Bytes => None,
        }
    }
}

/// What tells the parts of a body apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartsModel {
    /// Their names: they are the members of an object.
    Named(Vec<PartModel>),
    /// Their places: they are the items of an array.
    Placed {
        /// The first ones.
        first: Vec<PartModel>,
        /// Those behind them; `None` where none may follow.
        rest: Option<PartModel>,
    },
}

impl PartsModel {
    /// Everything that is known about any of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &PartModel> {
        let (first, rest) = match self {
            Self::Named(parts) => (parts, None),
            Self::Placed { first, rest } => (first, rest.as_ref()),
        };
        first.iter().chain(rest)
    }
}

/// What is known about one part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartModel {
    /// Its name; empty where its place tells what it is.
    pub(crate) name: String,
    /// Is it a file?
    pub(crate) file: bool,
    /// `contentType`; empty where the contract gives none.
    pub(crate) content_type: String,
}

/// How one member of a form is spelled (OAS 3.1.1 Encoding Object).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormEncoding {
    /// The member.
    pub(crate) name: String,
    /// As JSON text.
    pub(crate) json: bool,
    /// `style`
    pub(crate) style: Style,
    /// `explode`
    pub(crate) explode: bool,
    /// `allowReserved`
    pub(crate) allow_reserved: bool,
}

/// How the values of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// `text/event-stream`
    EventStream,
    /// `application/jsonl`, `application/x-ndjson`
    JsonLines,
    /// `application/json-seq` (RFC 7464)
    JsonSequence,
    /// `multipart/mixed` and its kin, one JSON text per part
    Parts,
}
