//! Which of the offered media types does Rust see, as what, and in which order of preference?
//!
//! All of them: `application/json` before other JSON, before a range with a described shape (spelled as JSON), before forms,
//! before XML, before text, before anything else as raw bytes. Streams beside other media types are left out of
//! answers and raw bytes in requests, and reported.

use countersign_contract::model::MediaType;
use countersign_contract::schema::{Format, Schema, Type, visit};
use countersign_contract::{Contract, Diagnostic, Diagnostics, SourceSpan};

use super::stream;
use crate::model::Framing;

/// How a media type is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Behind JSON.
    Json,
    /// As text.
    Text,
    /// As bytes.
    Bytes,
    /// As the fields of a form.
    Form,
    /// As parts.
    Multipart,
    /// Behind XML.
    Xml,
    /// As one item after the other.
    Items(Framing),
    /// As a stream that is passed on as it is.
    Stream,
}

impl Kind {
    /// The kind of what is neither JSON nor text.
    fn of_others(contract: &Contract, media: &MediaType) -> Self {
        let essence = media.essence();
        match essence.as_str() {
            "application/x-www-form-urlencoded"
                if media.schema.is_none() || is_described(contract, media) =>
            {
                Self::Form
            }
            _ if framing(contract, media).is_some() => Self::Stream,
            _ if essence.starts_with("multipart/") => Self::Multipart,
            _ if is_xml(&essence) && is_described(contract, media) => Self::Xml,
            _ => Self::Bytes,
        }
    }

    /// Is it still passed on as raw bytes, although there is more to it?
    fn is_unfilled(self) -> bool {
        match self {
            Self::Json
            | Self::Text
            | Self::Bytes
            | Self::Form
            | Self::Multipart
            | Self::Xml
            | Self::Items(_) => false,
            Self::Stream => true,
        }
    }
}

/// `application/xml`, `text/xml` and `+xml` (RFC 7303).
fn is_xml(essence: &str) -> bool {
    matches!(essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// How the values of a media type are told apart, if it is a stream.
pub(crate) fn framing(contract: &Contract, media: &MediaType) -> Option<Framing> {
    let essence = media.essence();
    match essence.as_str() {
        "text/event-stream" => Some(Framing::EventStream),
        _ if essence.ends_with("jsonl") || essence.ends_with("ndjson") => Some(Framing::JsonLines),
        _ if essence.ends_with("json-seq") => Some(Framing::JsonSequence),
        _ if is_stream_of_parts(contract, media) => Some(Framing::Parts),
        _ => None,
    }
}

/// Is it one JSON text per part (OAS 3.2.0 Streaming Multipart)? Parts of another kind are no values that a stream reads.
fn is_stream_of_parts(contract: &Contract, media: &MediaType) -> bool {
    let essence = media.essence();
    let parts = essence.starts_with("multipart/") && essence != "multipart/form-data";
    let (Some(item), None) = (media.item_schema.filter(|_| parts), media.schema) else {
        return false;
    };
    let encoding = media.item_encoding.as_deref();
    let said = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let is_json = said.map_or_else(
        || is_structured(contract.schema(visit::target(contract, item))),
        |said| said.trim().eq_ignore_ascii_case("application/json"),
    );
    media.prefix_encoding.is_empty() && is_json
}

/// The framing of a media type whose values are nothing but JSON texts, which a request can be made of.
fn item_framing(contract: &Contract, media: &MediaType) -> Option<Framing> {
    framing(contract, media).filter(|framing| *framing != Framing::EventStream)
}

/// Who carries the body; decides how serious it is that an alternative is not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A request body: a caller cannot send, and a server does not accept, the others.
    Request,
    /// A response body: the client does not ask for the others.
    Response,
}

/// A media type that Rust sees.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice<'a> {
    /// As the contract has it.
    pub(crate) media: &'a MediaType,
    /// The type or range that a message is recognized by.
    pub(crate) declared: String,
    /// The name it travels under: `application/json` for a range that is spelled as JSON.
    pub(crate) name: String,
    /// How it is seen.
    pub(crate) kind: Kind,
}

/// The media types of `content`, the preferred one first.
pub(crate) fn choices<'a>(
    contract: &Contract,
    content: &'a [MediaType],
    carrier: Carrier,
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Choice<'a>> {
    let mut ranked: Vec<(Rank, &MediaType)> = content
        .iter()
        .map(|media| (Rank::of(contract, media, content), media))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut choices: Vec<Choice<'_>> = Vec::with_capacity(ranked.len());
    for (rank, media) in ranked {
        let (declared, name) = names(media, rank);
        if choices.iter().all(|other| other.declared != declared) {
            let mut kind = rank.kind(contract, media);
            if let (Carrier::Request, Some(framing)) = (carrier, item_framing(contract, media)) {
                kind = Kind::Items(framing);
            }
            choices.push(Choice {
                media,
                declared,
                name,
                kind,
            });
        }
    }
    leave_out_streams(contract, &mut choices, carrier, owner, diagnostics);
    for choice in choices.iter().filter(|choice| choice.kind.is_unfilled()) {
        report_bytes(choice.media, owner, diagnostics);
    }
    choices
}

/// The name a body is recognized by, and the one it travels under. One that no header field can hold is bytes of an
/// unknown kind.
fn names(media: &MediaType, rank: Rank) -> (String, String) {
    let written = media.name.trim();
    if !written.is_ascii() || written.contains(|c: char| c.is_control()) {
        let unknown = "application/octet-stream".to_owned();
        return (unknown.clone(), unknown);
    }
    let sent = match rank {
        Rank::RangeAsJson => "application/json",
        _ => written,
    };
    (written.to_owned(), sent.to_owned())
}

/// The order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    ApplicationJson,
    OtherJson,
    TextAsJson,
    RangeAsJson,
    Form,
    Xml,
    Text,
    Bytes,
}

impl Rank {
    fn of(contract: &Contract, media: &MediaType, siblings: &[MediaType]) -> Self {
        let essence = media.essence();
        let binary = is_binary(contract, media);
        let text = essence.starts_with("text/")
            && essence != "text/event-stream"
            && essence != "text/xml"
            && !essence.contains('*');
        if essence == "application/json" && !binary {
            Self::ApplicationJson
        } else if media.is_json() && !essence.contains('*') && !binary {
            Self::OtherJson
        } else if matches!(
            essence.as_str(),
            "*/*" | "application/*" | "application/*+json"
        ) && is_described(contract, media)
            && !binary
        {
            Self::RangeAsJson
        } else if text {
            // Frameworks offer every value as `text/plain` too, and write the same JSON there.
            let as_json = media.schema.is_some()
                && is_described(contract, media)
                && siblings
                    .iter()
                    .any(|other| other.is_json() && other.schema.is_some());
            if as_json {
                Self::TextAsJson
            } else {
                Self::Text
            }
        } else {
            match Kind::of_others(contract, media) {
                Kind::Form => Self::Form,
                Kind::Xml => Self::Xml,
                Kind::Json
                | Kind::Text
                | Kind::Bytes
                | Kind::Multipart
                | Kind::Items(_)
                | Kind::Stream => Self::Bytes,
            }
        }
    }

    fn kind(self, contract: &Contract, media: &MediaType) -> Kind {
        match self {
            Self::ApplicationJson | Self::OtherJson | Self::TextAsJson | Self::RangeAsJson => {
                Kind::Json
            }
            Self::Text => Kind::Text,
            Self::Form | Self::Xml | Self::Bytes => Kind::of_others(contract, media),
        }
    }
}

/// The schema behind a chain of bare references.
fn resolved<'a>(contract: &'a Contract, media: &MediaType) -> Option<&'a Schema> {
    Some(contract.schema(visit::target(contract, media.schema?)))
}

/// Says the schema anything about structure? `*/*: {schema: {}}` does not.
fn is_described(contract: &Contract, media: &MediaType) -> bool {
    resolved(contract, media).is_some_and(is_structured)
}

fn is_structured(schema: &Schema) -> bool {
    let structured = schema
        .types
        .is_some_and(|types| types.contains(Type::Object) || types.contains(Type::Array));
    structured
        || schema.object.is_used()
        || !schema.all_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
}

fn is_binary(contract: &Contract, media: &MediaType) -> bool {
    resolved(contract, media).is_some_and(|schema| schema.format == Some(Format::Binary))
}

/// A stream stands alone, or beside other framings of the same items. Beside values it is bytes in a request.
fn leave_out_streams(
    contract: &Contract,
    choices: &mut Vec<Choice<'_>>,
    carrier: Carrier,
    owner: &str,
    diagnostics: &mut Diagnostics,
) {
    let is_stream = |choice: &Choice<'_>| matches!(choice.kind, Kind::Items(_) | Kind::Stream);
    if carrier == Carrier::Request && !choices.iter().all(is_stream) {
        // A value and a stream of items are no two variants of one enum, a value and a stream of bytes are.
        for choice in choices.iter_mut().filter(|choice| is_stream(choice)) {
            choice.kind = Kind::Bytes;
            report_bytes(choice.media, owner, diagnostics);
        }
        return;
    }
    let item = |choice: &Choice<'_>| {
        let schema = stream::item_schema(contract, choice.media);
        schema.map(|schema| visit::target(contract, schema))
    };
    let ordinary = choices.iter().find(|choice| !is_stream(choice));
    let items = choices
        .iter()
        .find(|choice| matches!(choice.kind, Kind::Items(_)));
    let Some(first) = ordinary.or(items).or(choices.first()).cloned() else {
        return;
    };
    let is_kept = |choice: &Choice<'_>| match choice.kind {
        Kind::Items(_) => ordinary.is_none() && item(choice) == item(&first),
        Kind::Stream => *choice == first,
        Kind::Json | Kind::Text | Kind::Bytes | Kind::Form | Kind::Multipart | Kind::Xml => true,
    };
    let (kept, streams): (Vec<Choice<'_>>, Vec<Choice<'_>>) =
        choices.iter().cloned().partition(is_kept);
    *choices = kept;
    let Some(span) = streams.first().map(|choice| choice.media.span) else {
        return;
    };
    let names: Vec<String> = streams
        .iter()
        .map(|choice| format!("`{}`", choice.media.name))
        .collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{owner} is generated as `{}`; {} {verb} left out",
        first.name,
        names.join(", ")
    );
    let diagnostic = match carrier {
        Carrier::Request => Diagnostic::warning("media-type-left-out", message).help(
            "a generated server answers 415 to the other media types; give them an operation of their own if they matter",
        ),
        Carrier::Response => Diagnostic::info("media-type-left-out", message)
            .help("a generated client asks for the chosen media type in `Accept`"),
    };
    diagnostics.push(diagnostic.at(span));
}

pub(crate) fn report_bytes(media: &MediaType, owner: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(
            "media-type-as-bytes",
            format!(
                "{owner} is `{}`, which is passed on as raw bytes",
                media.name
            ),
        )
        .at(media.span)
        .help("encode or decode the bytes yourself; its schema is neither typed nor checked"),
    );
}

/// Where a diagnostic about an operation points.
pub(crate) fn body_owner(operation: &str, part: &str) -> String {
    format!("{part} of `{operation}`")
}

/// A status forbids a body, whatever the contract says (RFC 9110 6.4.1).
pub(crate) fn report_forbidden_body(owner: &str, span: SourceSpan, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(
            "body-not-allowed",
            format!("{owner} declares a body, but HTTP allows none there"),
        )
        .at(span)
        .help("remove `content`; it is ignored"),
    );
}
