//! The media types of bodies: how each is recognized, written and checked.

use countersign_contract::model::{StatusPattern, Style};

use super::parameter::{self, style_variant};
use super::shared::Answer;
use crate::emit::schemas::Tables;
use crate::emit::text::{list, string, with_fields};
use crate::emit::xml;
use crate::model::{
    ContentModel, FormEncoding, Framing, OperationModel, PartModel, PartsModel, Payload,
    ResponseModel, arms,
};
use crate::name::{NamedModel, OperationNames};

/// Which tables the media types of a body refer to.
#[derive(Clone, Copy)]
pub(super) enum Known<'a> {
    /// Those of all: a receiver of requests checks them.
    All(Tables<'a>),
    /// Those of forms and parts.
    ToRead(Tables<'a>),
    /// None.
    None,
}

/// A table for every response whose body may be one of several media types.
pub(super) fn responses(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    known: Known<'_>,
) -> Vec<String> {
    let responses = operation.responses.iter().zip(&names.responses);
    let responses = responses.filter(|(response, _)| response.has_media());
    responses
        .map(|(response, names)| {
            let media = descriptors(api, &response.contents, known);
            // Public, because only clients read it: a server alone has no use for it.
            format!(
                "#[doc = \" What the body of this answer may be.\"] \
                 pub static {}: [MediaDescriptor; {}] = [{}];",
                names.media,
                media.len(),
                media.join(", "),
            )
        })
        .collect()
}

/// What the bodies of answers are held against; nothing where there is nothing to hold them against.
pub(super) fn answers(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    tables: Tables<'_>,
) -> Vec<Answer> {
    let responses = || operation.responses.iter().zip(&names.responses);
    let has_body = |response: &ResponseModel| {
        let mut contents = response.contents.iter();
        contents.any(|content| content.payload.is_checked() && content.payload.schema().is_some())
    };
    let is_checked = |response: &ResponseModel| {
        let mut headers = response.headers.iter();
        has_body(response) || headers.any(|header| header.schema.is_some())
    };
    let checked_range = responses().any(|(response, _)| {
        !matches!(response.status, StatusPattern::Code(_)) && is_checked(response)
    });
    responses()
        .filter(|(response, _)| checked_range || is_checked(response))
        .map(|(response, names)| {
            let media = if !has_body(response) {
                String::from("&[]")
            } else if response.has_media() {
                format!("&{}", names.media)
            } else {
                list(descriptors(api, &response.contents, Known::All(tables)))
            };
            let (status, mut text) = match response.status {
                StatusPattern::Code(code) => (
                    code.to_string(),
                    format!("ResponseDescriptor::code({code}, {media})"),
                ),
                StatusPattern::Range(digit) => (
                    format!("{digit}XX"),
                    format!("ResponseDescriptor::class({digit}, {media})"),
                ),
                StatusPattern::Default => (
                    String::from("DEFAULT"),
                    format!("ResponseDescriptor::default({media})"),
                ),
            };
            let headers = response.headers.iter();
            let headers: Vec<String> = headers
                .filter_map(|header| parameter::header(header, tables))
                .collect();
            let table = match response.contents.as_slice() {
                [only] if headers.is_empty() => only.payload.schema(),
                _ => None,
            };
            let table = table.and_then(|schema| tables.name(schema));
            let name = table.map(|table| format!("{table}_{status}"));
            if !headers.is_empty() {
                text = format!("{text}.with_headers({})", list(headers));
            }
            Answer { text, name }
        })
        .collect()
}

/// The same of a request's body, whose bytes a server hands over as they come.
pub(super) fn of_request(
    api: &NamedModel,
    contents: &[ContentModel],
    tables: Known<'_>,
) -> Vec<String> {
    let mut media = descriptors(api, contents, tables);
    for (descriptor, content) in media.iter_mut().zip(contents) {
        if content.payload == Payload::Bytes {
            *descriptor = format!("MediaDescriptor::streamed({})", string(&content.declared));
        }
    }
    media
}

/// Expressions of type `MediaDescriptor`.
pub(super) fn descriptors(
    api: &NamedModel,
    contents: &[ContentModel],
    tables: Known<'_>,
) -> Vec<String> {
    let mut descriptors: Vec<String> = contents
        .iter()
        .map(|content| descriptor(api, content, tables))
        .collect();
    // Text that is of one shape with other media types has a value like theirs.
    for arm in arms(contents) {
        if arm.has_value(contents) {
            for at in arm.contents {
                if contents[at].payload == Payload::Text {
                    let name = string(&contents[at].declared);
                    descriptors[at] =
                        format!("MediaDescriptor::new({name}, &Schema::STRING, Coding::Text)");
                }
            }
        }
    }
    descriptors
}

fn descriptor(api: &NamedModel, content: &ContentModel, tables: Known<'_>) -> String {
    let name = string(&content.declared);
    let table = || {
        let tables = match tables {
            Known::All(tables) => Some(tables),
            Known::ToRead(tables) => Some(tables).filter(|_| content.payload.is_read_by_schema()),
            Known::None => None,
        };
        let schema = tables.zip(content.payload.schema());
        let table = schema.map(|(tables, schema)| tables.reference(schema));
        table.unwrap_or_else(|| String::from("&Schema::ANY"))
    };
    let (schema, coding) = match &content.payload {
        Payload::Json { .. } => {
            let schema = table();
            if content.declared == "application/json" {
                return format!("MediaDescriptor::json({schema})");
            }
            (schema, String::from("Coding::Json"))
        }
        Payload::Form { encodings, .. } => {
            let encodings = list(encodings.iter().map(encoding));
            (table(), format!("Coding::Form({encodings})"))
        }
        Payload::Multipart { parts, .. } => {
            let form = content.media_type.starts_with("multipart/form-data");
            (table(), self::parts(parts, form))
        }
        Payload::Xml { schema, .. } => {
            let document = xml::document(api, *schema);
            (table(), format!("Coding::Xml(&{document})"))
        }
        Payload::Items { framing, .. } => {
            let framing = self::framing(*framing);
            (table(), format!("Coding::Sequential({framing})"))
        }
        Payload::Text | Payload::Bytes => return format!("MediaDescriptor::raw({name})"),
    };
    format!("MediaDescriptor::new({name}, {schema}, {coding})")
}

fn framing(framing: Framing) -> &'static str {
    match framing {
        Framing::EventStream => "Framing::EventStream",
        Framing::JsonLines => "Framing::JsonLines",
        Framing::JsonSequence => "Framing::JsonSequence",
        Framing::Parts => "Framing::Parts",
    }
}

fn parts(parts: &PartsModel, form: bool) -> String {
    match parts {
        PartsModel::Named(parts) => {
            // Outside of forms a part may be known by its place alone, so all of them are listed.
            let parts = parts
                .iter()
                .filter(|part| !form || part.file || !part.content_type.is_empty());
            format!("Coding::Multipart({})", list(parts.map(part)))
        }
        PartsModel::Placed { first, rest } => {
            let rest = rest
                .as_ref()
                .map_or_else(|| String::from("Part::value(\"\", \"\")"), part);
            if first.is_empty() {
                return format!("Coding::Positional(&Positions::all({rest}))");
            }
            let first = list(first.iter().map(part));
            format!("Coding::Positional(&Positions {{ first: {first}, rest: {rest} }})")
        }
    }
}

fn part(part: &PartModel) -> String {
    let (name, content_type) = (string(&part.name), string(&part.content_type));
    match (part.file, part.content_type.is_empty()) {
        (true, true) => format!("Part::file({name})"),
        (true, false) => {
            format!("Part {{ content_type: {content_type}, ..Part::file({name}) }}")
        }
        (false, _) => format!("Part::value({name}, {content_type})"),
    }
}

pub(super) fn encoding(encoding: &FormEncoding) -> String {
    let name = string(&encoding.name);
    let (base, usual) = match (encoding.json, encoding.style) {
        (true, _) => return format!("Encoding::json({name})"),
        (false, Style::DeepObject) => (format!("Encoding::deep_object({name})"), Style::DeepObject),
        (false, _) => (format!("Encoding::form({name})"), Style::Form),
    };
    let mut fields = Vec::new();
    if encoding.style != usual {
        fields.push(format!("style: {}", style_variant(encoding.style)));
    }
    // Whether an object in brackets is exploded makes no difference.
    if !encoding.explode && encoding.style != Style::DeepObject {
        fields.push(String::from("explode: false"));
    }
    if encoding.allow_reserved {
        fields.push(String::from("allow_reserved: true"));
    }
    if fields.is_empty() {
        base
    } else {
        with_fields("Encoding", &fields, &base)
    }
}
