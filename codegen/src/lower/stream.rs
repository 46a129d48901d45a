//! Which stream does an operation answer with, and what is one of its values?
//!
//! `itemSchema` says so (OAS 3.2). Older contracts put the schema of a value, or an array of them, under `schema`. In an event
//! stream that schema describes the data of an event, unless it is an object with `data` and nothing but the other fields of
//! an event: then it describes the event, and the value is its data. Alternatives of such objects keep the name of the event
//! with the data.

use countersign_contract::model::{MediaType, Operation, Response, StatusPattern};
use countersign_contract::schema::{Schema, SchemaId, Type};
use countersign_contract::{Contract, Diagnostic};

use super::media;
use super::operation::OperationLowering;
use super::schema::Direction;
use super::validation::resolve;
use crate::model::{EventShape, Framing, Outcome, ResponseModel, Scalar, StreamModel, TypeRef};

/// The fields of an event (WHATWG HTML 9.2.6).
const EVENT_FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

impl OperationLowering<'_, '_> {
    /// The stream of the first success that has one.
    pub(super) fn stream(&mut self, operation: &Operation) -> Option<StreamModel> {
        let mut responses: Vec<&Response> = operation.responses.iter().collect();
        responses.sort_by_key(|response| response.status);
        let (response, media, framing) = responses.into_iter().find_map(|response| {
            let (media, framing) = stream_of(self.contract, response)?;
            Some((response, media, framing))
        })?;
        let policy = &operation.policy.stream.value;
        let (shape, item) = self.value(operation, media, framing);
        let sentinel = policy.sentinel.clone();
        Some(StreamModel {
            status: response.status,
            media_type: media.name.trim().to_owned(),
            framing,
            shape,
            item,
            sentinel: sentinel.or_else(|| speakeasy_sentinel(self.contract, operation, media)),
            error_event: policy
                .error_event
                .clone()
                .filter(|_| shape.has_plain_data()),
            condition: policy.condition.clone(),
            resume: policy.resume,
            accept: String::new(),
        })
    }

    /// The shape and the type of one value.
    fn value(
        &mut self,
        operation: &Operation,
        media: &MediaType,
        framing: Framing,
    ) -> (EventShape, TypeRef) {
        let schema = item_schema(self.contract, media);
        let (shape, schema) = match (framing, schema) {
            (Framing::JsonLines | Framing::JsonSequence | Framing::Parts, schema) => {
                (EventShape::Json, schema)
            }
            (Framing::EventStream, None) => (EventShape::Text, None),
            (Framing::EventStream, Some(schema)) => {
                let (shape, schema) = event_value(self.contract, operation, schema);
                (shape, Some(schema))
            }
        };
        match (shape, schema) {
            (EventShape::Text, None) => (shape, TypeRef::Scalar(Scalar::String)),
            (_, schema) => (shape, self.type_of(schema, Direction::Response)),
        }
    }

    /// Reports the streams that are not the one.
    pub(super) fn report_other_streams(&mut self, response: &Response, chosen: Option<&str>) {
        let others = response.content.iter().filter(|media| {
            media::framing(self.contract, media).is_some() && Some(media.name.trim()) != chosen
        });
        for media in others {
            let message = format!(
                "`{}` answers with one stream; `{}` is left out",
                self.label, media.name
            );
            self.diagnostics.push(
                Diagnostic::info("media-type-left-out", message)
                    .at(media.span)
                    .help("a generated client asks for the chosen media type in `Accept`"),
            );
        }
    }
}

/// What describes one value: `itemSchema`, else the items of the array under `schema`, else that schema itself.
pub(super) fn item_schema(contract: &Contract, media: &MediaType) -> Option<SchemaId> {
    media.item_schema.or_else(|| {
        let schema = media.schema?;
        let whole = contract.schema(resolve(contract, schema));
        Some(whole.array.items.unwrap_or(schema))
    })
}

/// The stream of a success.
fn stream_of<'r>(contract: &Contract, response: &'r Response) -> Option<(&'r MediaType, Framing)> {
    let success = match response.status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(class) => class == 2,
        StatusPattern::Default => false,
    };
    let mut content = response.content.iter().filter(|_| success);
    content.find_map(|media| Some((media, media::framing(contract, media)?)))
}

/// What a call that wants the stream asks for: the stream, and what errors are written in.
pub(super) fn accept(stream: &StreamModel, responses: &[ResponseModel]) -> String {
    let errors = responses
        .iter()
        .filter(|response| response.outcome != Outcome::Success)
        .flat_map(|response| &response.contents)
        .map(|content| content.media_type.as_str());
    let mut accept = vec![stream.media_type.as_str()];
    for media_type in errors {
        if !accept.contains(&media_type) {
            accept.push(media_type);
        }
    }
    accept.join(", ")
}

/// What the schema of an event stream describes, and the schema of the value.
fn event_value(
    contract: &Contract,
    operation: &Operation,
    schema: SchemaId,
) -> (EventShape, SchemaId) {
    let resolved = contract.schema(resolve(contract, schema));
    let said = said_shape(operation, resolved);
    if said != Some("data-only") {
        if let Some(data) = data_of_event(resolved) {
            return data_value(contract, data);
        }
        let alternatives: Vec<SchemaId> = resolved
            .one_of
            .iter()
            .chain(&resolved.any_of)
            .copied()
            .collect();
        let data: Option<Vec<SchemaId>> = alternatives
            .iter()
            .map(|alternative| {
                let alternative = contract.schema(resolve(contract, *alternative));
                data_of_event(alternative)
            })
            .collect();
        if let Some(data) = data.filter(|data| !data.is_empty()) {
            let text = data.iter().all(|data| is_text(contract, *data));
            let shape = if text {
                EventShape::TextEvent
            } else {
                EventShape::JsonEvent
            };
            return (shape, schema);
        }
    }
    data_value(contract, schema)
}

/// `x-ogen-sse-event-shape` where it stands.
fn said_shape<'a>(operation: &'a Operation, schema: &'a Schema) -> Option<&'a str> {
    const KEY: &str = "x-ogen-sse-event-shape";
    let said = schema.annotations.extensions.get(KEY);
    said.or_else(|| operation.extensions.get(KEY))?.as_str()
}

/// The schema of `data`, if the schema is that of an event.
fn data_of_event(schema: &Schema) -> Option<SchemaId> {
    let properties = &schema.object.properties;
    let known = properties
        .keys()
        .all(|name| EVENT_FIELDS.contains(&name.as_str()));
    properties.get("data").copied().filter(|_| known)
}

/// Data that is text, text that holds JSON, or JSON.
fn data_value(contract: &Contract, data: SchemaId) -> (EventShape, SchemaId) {
    if is_text(contract, data) {
        let content = &contract.schema(resolve(contract, data)).content;
        return match (&content.media_type, content.schema) {
            (Some(media_type), Some(schema)) if media_type.contains("json") => {
                (EventShape::Json, schema)
            }
            _ => (EventShape::Text, data),
        };
    }
    (EventShape::Json, data)
}

fn is_text(contract: &Contract, schema: SchemaId) -> bool {
    let types = contract.schema(resolve(contract, schema)).types;
    types.is_some_and(|types| {
        types.contains(Type::String)
            && ![
                Type::Array,
                Type::Boolean,
                Type::Integer,
                Type::Null,
                Type::Number,
                Type::Object,
            ]
            .into_iter()
            .any(|other| types.contains(other))
    })
}

/// `x-speakeasy-sse-sentinel`, at the schema of an event or at the operation.
fn speakeasy_sentinel(
    contract: &Contract,
    operation: &Operation,
    media: &MediaType,
) -> Option<String> {
    const KEY: &str = "x-speakeasy-sse-sentinel";
    let schema = media.item_schema.or(media.schema);
    let schema = schema.map(|schema| contract.schema(resolve(contract, schema)));
    let said = schema.and_then(|schema| schema.annotations.extensions.get(KEY));
    let said = said.or_else(|| operation.extensions.get(KEY))?;
    said.as_str().map(str::to_owned)
}
