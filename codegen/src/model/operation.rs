//! What does one operation look like to Rust, before anything has a name?
//!
//! Everything here is chosen: one media type per body, one shape per status, arguments in calling order. What the contract
//! offered beyond that was reported as a diagnostic by `lower`.

use countersign_contract::model::{
    Method, ParameterLocation, PathTemplate, SecurityRequirement, Style,
};
use countersign_contract::policy::Policy;
use countersign_contract::schema::SchemaId;
use countersign_contract::syntax::Node;

use super::content::{Shape, arms};
use super::{
    BodyModel, Docs, EventModel, FormEncoding, LinkModel, PagesModel, ResponseModel, StreamModel,
    TypeId, TypeRef,
};

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

    /// What a call asks for that wants nothing but these bytes: where they may be of any type, not what is declared as something
    /// else (`*/*, application/json;q=0`, RFC 9110 12.4.2).
    pub(crate) fn accept_of_bytes(&self) -> String {
        let bytes = self.bytes();
        let others = self.successes().flat_map(|response| &response.contents);
        let others = others.filter(|content| !content.payload.is_raw());
        let others = others.map(|content| content.declared.as_str());
        let covered = |other: &&str| bytes.iter().any(|range| covers(range, other));
        let mut accept: Vec<String> = bytes.iter().map(|&media| media.to_owned()).collect();
        for other in others.filter(covered) {
            let refused = format!("{other};q=0");
            if !accept.contains(&refused) {
                accept.push(refused);
            }
        }
        accept.join(", ")
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

/// Is it a range that the other type or range lies in?
fn covers(range: &str, other: &str) -> bool {
    let prefix = range
        .strip_suffix('*')
        .filter(|prefix| prefix.ends_with('/'));
    prefix.is_some_and(|prefix| prefix == "*/" || other.starts_with(prefix) && other != range)
}
