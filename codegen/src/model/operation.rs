//! What does one operation look like to Rust, before anything has a name?
//!
//! Everything here is chosen: one media type per body, one shape per status, arguments in calling order. What the contract
//! offered beyond that was reported as a diagnostic by `lower`.

use countersign_contract::model::{
    Method, ParameterLocation, PathTemplate, SecurityRequirement, StatusPattern, Style,
};
use countersign_contract::policy::Policy;
use countersign_contract::schema::SchemaId;
use countersign_contract::syntax::Node;

use super::content::{Arm, Shape, arms};
use super::{Docs, EventModel, LinkModel, PagesModel, StreamModel, TypeId, TypeRef};

/// The operations of one tag. An operation belongs to its first tag; operations without a tag share one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupModel {
    /// The tag as written; `None` for the operations without one.
    pub(crate) tag: Option<String>,
    /// The tag's description.
    pub(crate) description: Option<String>,
}

/// One operation of the contract.
#[derive(Clone, Debug)]
pub(crate) struct OperationModel {
    /// `operationId`.
    pub(crate) operation_id: Option<String>,
    /// What it is called after: its id; without one, method and path.
    pub(crate) called_after: String,
    /// Index into `ApiModel::groups`.
    pub(crate) group: usize,
    /// HTTP method.
    pub(crate) method: Method,
    /// Path, split.
    pub(crate) path: PathTemplate,
    /// The servers that it has in place of those of the document, variables filled in with their defaults.
    pub(crate) servers: Vec<String>,
    /// `summary` (as the title), `description`, `deprecated`.
    pub(crate) docs: Docs,
    /// Parameters that are arguments: path, query, header, cookie, each in the order of the contract.
    pub(crate) parameters: Vec<ParameterModel>,
    /// The request body, if it takes one.
    pub(crate) body: Option<BodyModel>,
    /// Responses in order of precedence: codes, ranges, `default`. Never empty, and at least one covers success.
    pub(crate) responses: Vec<ResponseModel>,
    /// Alternatives (OR) of sets (AND) of schemes.
    pub(crate) security: Vec<SecurityRequirement>,
    /// Keys, retries, timeouts, rates.
    pub(crate) policy: Policy,
    /// The `Accept` header; empty when no response has a body.
    pub(crate) accept: String,
    /// The stream it answers with, if it does.
    pub(crate) stream: Option<StreamModel>,
    /// How its pages follow each other, if they do.
    pub(crate) pages: Option<PagesModel>,
    /// What may be called after its answers.
    pub(crate) links: Vec<LinkModel>,
    /// A server can be asked for it: no earlier operation has the same method and path shape.
    pub(crate) routable: bool,
    /// Set when the API calls it: a webhook or callback.
    pub(crate) event: Option<EventModel>,
}

/// One parameter that the caller fills in.
#[derive(Clone, Debug)]
pub(crate) struct ParameterModel {
    /// Name on the wire.
    pub(crate) name: String,
    /// Where it travels.
    pub(crate) location: ParameterLocation,
    /// Must it be sent?
    pub(crate) required: bool,
    /// What the contract says about it.
    pub(crate) docs: Docs,
    /// How arrays and objects are spelled.
    pub(crate) spelling: Spelling,
    /// `allowEmptyValue`.
    pub(crate) allow_empty: bool,
    /// What the value must look like; `None` accepts everything.
    pub(crate) schema: Option<SchemaId>,
    /// Its Rust type, without the `Option` of an optional parameter.
    pub(crate) value: TypeRef,
    /// What the server assumes when it is left out; only where it may be.
    pub(crate) default: Option<Node>,
}

/// How a parameter's value becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// By a style of the standard.
    Style {
        /// `style`.
        style: Style,
        /// `explode`.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// As JSON text (`content: application/json`).
    Json,
    /// As it is: any other media type.
    Text,
    /// As a form whose members are not all spelled by default: a whole query.
    Form(Vec<FormEncoding>),
}

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

    /// Is it parts with files among them, which a server hands over as they come?
    pub(crate) fn is_in_parts(&self) -> bool {
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
        /// Its type: a struct of parts where there are files.
        value: TypeRef,
        /// What is known about each part.
        parts: Vec<PartModel>,
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
        matches!(self, Self::Multipart { parts, .. } if parts.iter().any(|part| part.file))
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

/// What is known about one part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartModel {
    /// Its name.
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
}

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

impl OperationModel {
    /// What telemetry and messages call it: `operationId`, or `METHOD path` where there is none.
    pub(crate) fn id(&self) -> String {
        self.operation_id
            .clone()
            .unwrap_or_else(|| format!("{} {}", self.method, self.path))
    }

    /// Has a call that wants no stream nothing to wait for?
    pub(crate) fn is_nothing_but_a_stream(&self) -> bool {
        self.stream.is_some()
            && self
                .successes()
                .all(|response| response.contents.is_empty())
    }

    /// Is a call of it a type of its own?
    pub(crate) fn has_builder(&self) -> bool {
        // A call whose success is bytes has a way to read them as they come.
        let has_bytes = !self.bytes().is_empty()
            && (self.has_several_successes() || !self.successes().all(ResponseModel::is_bytes));
        self.has_optional_arguments() || self.stream.is_some() || self.pages.is_some() || has_bytes
    }

    /// The media types of bytes among its successes, where these are no stream of values.
    pub(crate) fn bytes(&self) -> Vec<&str> {
        let contents = self.successes().flat_map(|response| {
            let arms = arms(&response.contents).into_iter();
            let bytes = arms.filter(|arm| arm.shape == Shape::Bytes);
            bytes
                .flat_map(|arm| arm.contents)
                .map(move |at| response.contents[at].declared.as_str())
        });
        let mut media_types = Vec::new();
        for media_type in contents.filter(|_| self.stream.is_none()) {
            if !media_types.contains(&media_type) {
                media_types.push(media_type);
            }
        }
        media_types
    }

    /// Responses that a call that wants no stream takes for success, in order of precedence.
    pub(crate) fn successes(&self) -> impl Iterator<Item = &ResponseModel> {
        self.responses
            .iter()
            .filter(|response| response.is_success())
    }

    /// Do the success responses differ in shape, so that the caller has to look which one came?
    pub(crate) fn has_several_successes(&self) -> bool {
        let shapes = |response: &ResponseModel| -> Vec<Shape> {
            arms(&response.contents)
                .into_iter()
                .map(|arm| arm.shape)
                .collect()
        };
        let mut successes = self.successes().map(shapes);
        let first = successes.next();
        // A type that tells shapes apart belongs to one response.
        let chosen = first.as_ref().is_some_and(|shapes| shapes.len() > 1);
        successes.any(|shapes| chosen || Some(shapes) != first)
    }

    /// Is there an argument that may be left out?
    pub(crate) fn has_optional_arguments(&self) -> bool {
        self.parameters.iter().any(|parameter| !parameter.required)
            || self.body.as_ref().is_some_and(|body| !body.required)
    }

    /// The types that its arguments and answers are made of; some more than once.
    pub(crate) fn types(&self) -> impl Iterator<Item = TypeId> + '_ {
        let parameters = self.parameters.iter().map(|parameter| &parameter.value);
        let headers = self.responses.iter().flat_map(|response| &response.headers);
        let bodies = self.body.iter().flat_map(|body| &body.contents);
        let responses = self.responses.iter();
        let contents = bodies.chain(responses.flat_map(|response| &response.contents));
        let stream = self.stream.iter().map(|stream| &stream.item);
        let pages = self.pages.iter().map(|pages| &pages.item);
        let choices = self.body.iter().filter_map(|body| body.choice);
        parameters
            .chain(headers.map(|header| &header.value))
            .chain(contents.filter_map(|content| content.payload.value()))
            .chain(stream)
            .chain(pages)
            .filter_map(TypeRef::named)
            .chain(choices)
            .chain(self.responses.iter().filter_map(|response| response.choice))
    }

    /// Every schema that a request is checked against, parameters first.
    pub(crate) fn request_schemas(&self) -> impl Iterator<Item = SchemaId> + '_ {
        let contents = self.body.iter().flat_map(|body| &body.contents);
        let bodies = contents.filter_map(|content| content.payload.schema());
        self.parameters
            .iter()
            .filter_map(|parameter| parameter.schema)
            .chain(bodies)
    }

    /// Every schema that an answer is held against by whoever gives it.
    pub(crate) fn answer_schemas(&self) -> impl Iterator<Item = SchemaId> + '_ {
        let contents = self
            .responses
            .iter()
            .flat_map(|response| &response.contents);
        let headers = self.responses.iter().flat_map(|response| &response.headers);
        contents
            .filter(|content| content.payload.is_checked())
            .filter_map(|content| content.payload.schema())
            .chain(headers.filter_map(|header| header.schema))
    }

    /// Every schema that it takes to read a response.
    pub(crate) fn response_schemas(&self) -> impl Iterator<Item = SchemaId> + '_ {
        let contents = self
            .responses
            .iter()
            .flat_map(|response| &response.contents);
        contents
            .filter(|content| content.payload.is_read_by_schema())
            .filter_map(|content| content.payload.schema())
    }
}
