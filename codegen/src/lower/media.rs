//! Which of the offered media types does Rust see, and as what?
//!
//! One per body: `application/json` before other JSON, before a range with a described shape (spelled as JSON), before text,
//! before anything else as raw bytes. What was not chosen is reported, so nothing disappears silently.

use countersign_contract::model::MediaType;
use countersign_contract::schema::{Format, Schema, Type};
use countersign_contract::{Contract, Diagnostic, Diagnostics, SourceSpan};

use crate::model::Framing;

/// How the chosen media type is seen.
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
    /// As one value after the other.
    Stream(Framing),
}

impl Kind {
    /// The kind of what is neither JSON nor text.
    fn of_others(essence: &str) -> Self {
        match essence {
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Stream(Framing::EventStream),
            _ if essence.starts_with("multipart/") => Self::Multipart,
            _ if essence.ends_with("xml") => Self::Xml,
            _ if essence.ends_with("jsonl") || essence.ends_with("ndjson") => {
                Self::Stream(Framing::JsonLines)
            }
            _ if essence.ends_with("json-seq") => Self::Stream(Framing::JsonSequence),
            _ => Self::Bytes,
        }
    }
}

/// Who carries the body; decides how serious it is that an alternative is not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A request body: a caller cannot send, and a server does not accept, the others.
    Request,
    /// A response body: the client does not ask for the others.
    Response,
}

/// The chosen media type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice<'a> {
    /// As the contract has it.
    pub(crate) media: &'a MediaType,
    /// The name it travels under: `application/json` for a range that is spelled as JSON.
    pub(crate) name: String,
    /// How it is seen.
    pub(crate) kind: Kind,
}

/// Chooses among `content`; `None` when there is nothing to choose from.
pub(crate) fn choose<'a>(
    contract: &Contract,
    content: &'a [MediaType],
    carrier: Carrier,
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Choice<'a>> {
    let (rank, media) = content
        .iter()
        .map(|media| (Rank::of(contract, media), media))
        .min_by_key(|(rank, _)| *rank)?;
    let choice = Choice {
        media,
        name: name(media, rank),
        kind: rank.kind(media),
    };
    report_others(content, &choice, carrier, owner, diagnostics);
    if !matches!(choice.kind, Kind::Json | Kind::Text | Kind::Bytes) {
        report_bytes(media, owner, diagnostics);
    }
    Some(choice)
}

/// The name a body travels under. One that no header field can hold is bytes of an unknown kind.
fn name(media: &MediaType, rank: Rank) -> String {
    let written = media.name.trim();
    if rank == Rank::RangeAsJson {
        "application/json".to_owned()
    } else if written.is_ascii() && !written.contains(|c: char| c.is_control()) {
        written.to_owned()
    } else {
        "application/octet-stream".to_owned()
    }
}

/// The order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    ApplicationJson,
    OtherJson,
    RangeAsJson,
    Text,
    Bytes,
}

impl Rank {
    fn of(contract: &Contract, media: &MediaType) -> Self {
        let essence = media.essence();
        let binary = is_binary(contract, media);
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
        } else if essence.starts_with("text/")
            && essence != "text/event-stream"
            && !essence.contains('*')
        {
            Self::Text
        } else {
            Self::Bytes
        }
    }

    fn kind(self, media: &MediaType) -> Kind {
        match self {
            Self::ApplicationJson | Self::OtherJson | Self::RangeAsJson => Kind::Json,
            Self::Text => Kind::Text,
            Self::Bytes => Kind::of_others(&media.essence()),
        }
    }
}

/// The schema behind a chain of bare references; a cycle of references gives the place where it closes.
fn resolved<'a>(contract: &'a Contract, media: &MediaType) -> Option<&'a Schema> {
    let mut schema = contract.schema(media.schema?);
    for _ in 0..contract.schemas.len() {
        match schema.reference {
            Some(next) => schema = contract.schema(next),
            None => break,
        }
    }
    Some(schema)
}

/// Says the schema anything about structure? `*/*: {schema: {}}` does not.
fn is_described(contract: &Contract, media: &MediaType) -> bool {
    resolved(contract, media).is_some_and(|schema| {
        let structured = schema
            .types
            .is_some_and(|types| types.contains(Type::Object) || types.contains(Type::Array));
        structured
            || schema.object.is_used()
            || !schema.all_of.is_empty()
            || !schema.any_of.is_empty()
            || !schema.one_of.is_empty()
    })
}

fn is_binary(contract: &Contract, media: &MediaType) -> bool {
    resolved(contract, media).is_some_and(|schema| schema.format == Some(Format::Binary))
}

fn report_others(
    content: &[MediaType],
    choice: &Choice<'_>,
    carrier: Carrier,
    owner: &str,
    diagnostics: &mut Diagnostics,
) {
    let others: Vec<&MediaType> = content
        .iter()
        .filter(|media| !std::ptr::eq(*media, choice.media))
        .filter(|media| !(media.is_json() && media.schema == choice.media.schema))
        .collect();
    let Some(first) = others.first() else { return };
    let names: Vec<String> = others
        .iter()
        .map(|media| format!("`{}`", media.name))
        .collect();
    let message = format!("{owner} is generated as `{}`; {} left out", choice.name, {
        let verb = if names.len() == 1 { "is" } else { "are" };
        format!("{} {verb}", names.join(", "))
    });
    let diagnostic = match carrier {
        Carrier::Request => Diagnostic::warning("media-type-left-out", message).help(
            "a generated server answers 415 to the other media types; give them an operation of their own if they matter",
        ),
        Carrier::Response => Diagnostic::info("media-type-left-out", message)
            .help("a generated client asks for the chosen media type in `Accept`"),
    };
    diagnostics.push(diagnostic.at(first.span));
}

fn report_bytes(media: &MediaType, owner: &str, diagnostics: &mut Diagnostics) {
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
