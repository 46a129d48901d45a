//! `x-countersign-stream`, and what other vendors say about streams.

use super::kinds::{PolicySource, Sourced};
use super::levels::Levels;
use super::sequence::StreamPolicy;
use crate::document::Reader;
use crate::resolve::Place;

pub(super) const KEY: &str = "x-countersign-stream";
const FERN: &str = "x-fern-streaming";

impl<'w> Reader<'w> {
    /// Ours, else `x-fern-streaming`.
    pub(super) fn stream(&mut self, levels: &Levels<'_, 'w>) -> Sourced<StreamPolicy> {
        let mut written: Option<Sourced<StreamPolicy>> = None;
        for place in levels.written(KEY) {
            if place.node.as_object().is_none() {
                self.malformed_policy(&place, KEY, "an object");
                continue;
            }
            let mut policy = written.take().map(|written| written.value);
            let mut stream = policy.take().unwrap_or_default();
            self.stream_fields(&place, &mut stream);
            written = Some(Sourced {
                value: stream,
                source: PolicySource::Countersign,
                span: Some(place.span()),
            });
        }
        written
            .or_else(|| fern(levels))
            .unwrap_or_else(|| Sourced::default_value(StreamPolicy::default()))
    }

    fn stream_fields(&mut self, place: &Place<'w>, stream: &mut StreamPolicy) {
        for (key, place) in self.members(place, KEY) {
            let text = place.node.as_str().filter(|text| !text.is_empty());
            match key.name.as_str() {
                "sentinel" => match text {
                    Some(text) => stream.sentinel = Some(text.to_owned()),
                    None => self.malformed_policy(&place, "sentinel", "a text"),
                },
                "condition" => match text {
                    Some(text) => stream.condition = Some(text.to_owned()),
                    None => self.malformed_policy(
                        &place,
                        "condition",
                        "the name of a property of the request body",
                    ),
                },
                "error-event" => match (text, place.node.as_bool()) {
                    (Some(text), _) => stream.error_event = Some(text.to_owned()),
                    (None, Some(false)) => stream.error_event = None,
                    (None, _) => self.malformed_policy(
                        &place,
                        "error-event",
                        "the name of an event, or false",
                    ),
                },
                "resume" => {
                    stream.resume = self.switch(&place, "resume").unwrap_or(stream.resume);
                }
                field => self.unknown_policy_field(
                    &place,
                    field,
                    "sentinel, condition, error-event and resume",
                ),
            }
        }
    }
}

/// `{format, terminator, stream-condition: $request.stream, ..}`; `true` says nothing that the media type does not.
fn fern(levels: &Levels<'_, '_>) -> Option<Sourced<StreamPolicy>> {
    let place = levels.written(FERN).pop()?;
    place.node.as_object()?;
    let text = |key: &str| {
        let text = place.node.get(key).and_then(|node| node.as_str());
        text.filter(|text| !text.is_empty())
    };
    let condition = text("stream-condition");
    let condition = condition.map(|path| path.strip_prefix("$request.").unwrap_or(path));
    Some(Sourced {
        value: StreamPolicy {
            sentinel: text("terminator").map(str::to_owned),
            condition: condition
                .filter(|name| !name.contains('.'))
                .map(str::to_owned),
            ..StreamPolicy::default()
        },
        source: PolicySource::Vendor(FERN),
        span: Some(place.span()),
    })
}
