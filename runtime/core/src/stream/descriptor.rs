//! What is the stream of an operation made of?

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::encode::EncodeError;
use super::event::{Event, Frame};
use super::parts::BOUNDARY;
use crate::json::{self, JsonError};

/// How the values of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Framing {
    /// `text/event-stream` (WHATWG HTML 9.2).
    EventStream,
    /// `application/jsonl`, `application/x-ndjson`: one JSON text per line.
    JsonLines,
    /// `application/json-seq` (RFC 7464): a record separator before each JSON text.
    JsonSequence,
    /// `multipart/mixed` and its kin (RFC 2046 section 5.1): one JSON text per part.
    Parts,
}

impl Framing {
    /// The media type that it is best known by.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::EventStream => "text/event-stream",
            Self::JsonLines => "application/jsonl",
            Self::JsonSequence => "application/json-seq",
            Self::Parts => "multipart/mixed",
        }
    }

    /// The `Content-Type` of a body of ours in this media type: with the boundary of its parts, where there are any.
    pub fn content_type(self, media_type: &str) -> Cow<'_, str> {
        match self {
            Self::EventStream | Self::JsonLines | Self::JsonSequence => Cow::Borrowed(media_type),
            Self::Parts => Cow::Owned(format!("{media_type}; boundary={BOUNDARY}")),
        }
    }

    /// What follows the last value.
    pub fn closing(self) -> Bytes {
        match self {
            Self::EventStream | Self::JsonLines | Self::JsonSequence => Bytes::new(),
            Self::Parts => Bytes::from(format!("--{BOUNDARY}--\r\n")),
        }
    }

    /// The framing that goes by a media type without parameters, in lower case.
    pub fn of_media_type(essence: &str) -> Option<Self> {
        match essence {
            "text/event-stream" => Some(Self::EventStream),
            "application/jsonlines" | "application/stream+json" => Some(Self::JsonLines),
            _ if essence.ends_with("jsonl") || essence.ends_with("ndjson") => Some(Self::JsonLines),
            _ if essence.ends_with("json-seq") => Some(Self::JsonSequence),
            _ => None,
        }
    }
}

/// What of a frame is the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// The data, which is JSON.
    Json,
    /// The data, as text.
    Text,
    /// An object of `event`, `data`, `id` and `retry`, its data text.
    TextEvent,
    /// The same, its data JSON.
    JsonEvent,
}

/// The stream that an operation answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamDescriptor {
    /// Its media type.
    pub media_type: &'static str,
    /// How values are told apart.
    pub framing: Framing,
    /// What of a frame is the value.
    pub shape: Shape,
    /// The data that says that no value follows, e.g. `[DONE]`; `""` when the end of the body does.
    pub sentinel: &'static str,
    /// The name of events that report a failure of the server; `""` when there is none.
    pub error_event: &'static str,
    /// The member of the JSON request body that is `true` when a stream is wanted; `""` when there is none.
    pub condition: &'static str,
    /// Value of the `Accept` header of calls that want the stream.
    pub accept: &'static str,
    /// Whether a stream that broke off may be taken up again.
    pub resumable: bool,
}

impl StreamDescriptor {
    /// Server-Sent Events whose data is JSON: the base of struct updates.
    pub const DEFAULT: Self = Self {
        media_type: "text/event-stream",
        framing: Framing::EventStream,
        shape: Shape::Json,
        sentinel: "",
        error_event: "error",
        condition: "",
        accept: "text/event-stream",
        resumable: true,
    };
}

impl Shape {
    /// The value of a frame.
    ///
    /// # Errors
    /// When the frame does not hold such a value.
    pub fn decode<T: DeserializeOwned>(self, frame: &Frame) -> Result<T, JsonError> {
        match self {
            Self::Json => json::decode(&frame.data),
            Self::Text => json::from_value(&Value::String(frame.text().into_owned())),
            Self::TextEvent => event_object(frame, Value::String(frame.text().into_owned())),
            Self::JsonEvent => event_object(frame, json::parse(&frame.data)?),
        }
    }

    /// The frame of a value.
    ///
    /// # Errors
    /// When the value has no such form.
    pub fn encode<T: Serialize>(self, event: &Event<T>) -> Result<Frame, EncodeError> {
        let mut frame = Frame {
            event: event.event.clone(),
            id: event.id.clone(),
            retry: event.retry,
            data: Vec::new(),
        };
        match self {
            Self::Json => frame.data = json::encode(&event.data)?.into(),
            Self::Text => frame.data = text(json::to_value(&event.data)?)?,
            Self::TextEvent | Self::JsonEvent => {
                let Value::Object(mut members) = json::to_value(&event.data)? else {
                    return Err(EncodeError::Shape("an object"));
                };
                let data = members.remove("data").unwrap_or(Value::Null);
                frame.data = match self {
                    Self::JsonEvent => json::text(&data).into_bytes(),
                    Self::Json | Self::Text | Self::TextEvent => text(data)?,
                };
                take_fields(&mut members, &mut frame);
            }
        }
        Ok(frame)
    }
}

fn event_object<T: DeserializeOwned>(frame: &Frame, data: Value) -> Result<T, JsonError> {
    let mut members = Map::new();
    if let Some(event) = &frame.event {
        members.insert("event".to_owned(), Value::String(event.clone()));
    }
    members.insert("data".to_owned(), data);
    if let Some(id) = &frame.id {
        members.insert("id".to_owned(), Value::String(id.clone()));
    }
    if let Some(retry) = frame.retry {
        let milliseconds = u64::try_from(retry.as_millis()).unwrap_or(u64::MAX);
        members.insert("retry".to_owned(), Value::from(milliseconds));
    }
    json::from_value(&Value::Object(members))
}

/// What the value says about itself is said by its fields, unless the sender has said otherwise.
fn take_fields(members: &mut Map<String, Value>, frame: &mut Frame) {
    let mut take = |name: &str| match members.remove(name) {
        Some(value) if json::digits(&value).is_some() => None,
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    frame.event = frame.event.take().or_else(|| take("event"));
    frame.id = frame.id.take().or_else(|| take("id"));
    let retry = members.get("retry").and_then(Value::as_u64);
    frame.retry = frame.retry.or(retry.map(std::time::Duration::from_millis));
}

/// A text as it is; a value without one is JSON.
fn text(value: Value) -> Result<Vec<u8>, EncodeError> {
    match value {
        value if json::digits(&value).is_some() => Err(EncodeError::Shape("text")),
        Value::String(text) => Ok(text.into_bytes()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(EncodeError::Shape("text"))
        }
    }
}
