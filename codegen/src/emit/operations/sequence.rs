//! The stream and the pages of an operation as fields of its descriptor; what is default is left out.

use super::parameter;
use crate::emit::text::{string, with_fields};
use crate::model::{
    EventShape, Framing, NextPageModel, PageSource, PagesModel, ParameterModel, StreamModel,
};

pub(super) fn stream(stream: &StreamModel) -> String {
    let mut fields = Vec::new();
    let mut text = |name: &str, value: &str, usual: &str| {
        if value != usual {
            fields.push(format!("{name}: {}", string(value)));
        }
    };
    text("media_type", &stream.media_type, "text/event-stream");
    text("accept", &stream.accept, "text/event-stream");
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    text("sentinel", &said(&stream.sentinel), "");
    text("error_event", &said(&stream.error_event), "error");
    text("condition", &said(&stream.condition), "");
    let mut literal = |field: &str| fields.push(field.to_owned());
    match stream.framing {
        Framing::EventStream => {}
        Framing::JsonLines => literal("framing: Framing::JsonLines"),
        Framing::JsonSequence => literal("framing: Framing::JsonSequence"),
        Framing::Parts => literal("framing: Framing::Parts"),
    }
    match stream.shape {
        EventShape::Json => {}
        EventShape::Text => literal("shape: Shape::Text"),
        EventShape::TextEvent => literal("shape: Shape::TextEvent"),
        EventShape::JsonEvent => literal("shape: Shape::JsonEvent"),
    }
    if !stream.resume {
        literal("resumable: false");
    }
    match fields.len() {
        0 => String::from("StreamDescriptor::DEFAULT"),
        8 => format!("StreamDescriptor {{ {} }}", fields.join(", ")),
        _ => with_fields("StreamDescriptor", &fields, "StreamDescriptor::DEFAULT"),
    }
}

pub(super) fn pages(pages: &PagesModel, parameters: &[ParameterModel]) -> String {
    let items = string(&pages.items);
    let more = pages.more.as_ref();
    let more = more.map_or_else(
        || String::from("None"),
        |more| format!("Some({})", string(more)),
    );
    // The schema is in the list of parameters; here only counts where the value goes.
    let parameter = |at: usize| {
        let parameter = parameters.get(at);
        let descriptor = parameter.map(|parameter| parameter::descriptor(parameter, None));
        format!("&{}", descriptor.unwrap_or_default())
    };
    let next = match &pages.next {
        NextPageModel::Cursor(at, from) => {
            let (parameter, source) = (parameter(*at), source(from));
            format!("NextPage::Cursor {{ parameter: {parameter}, source: {source} }}")
        }
        NextPageModel::Offset(at) => {
            let parameter = parameter(*at);
            format!("NextPage::Offset {{ parameter: {parameter} }}")
        }
        NextPageModel::Number(at, first) => {
            let parameter = parameter(*at);
            format!("NextPage::Number {{ parameter: {parameter}, first: {first} }}")
        }
        NextPageModel::Link => String::from("NextPage::Link"),
        NextPageModel::Url(from) => {
            format!("NextPage::Url {{ source: {} }}", source(from))
        }
    };
    format!("PaginationDescriptor {{ items: {items}, more: {more}, next: {next} }}")
}

fn source(source: &PageSource) -> String {
    match source {
        PageSource::Body(pointer) => format!("Source::Body({})", string(pointer)),
        PageSource::Header(name) => format!("Source::Header({})", string(name)),
    }
}
