//! What is said about a schema: title, description, and what the type alone does not show.

use countersign_contract::schema::{Format, Schema};
use countersign_contract::syntax::{Node, NodeValue};

use crate::lower::deprecation::note;
use crate::model::Docs;

/// Title, description and notes of a schema, without its default.
pub(super) fn docs(schema: &Schema) -> Docs {
    let annotations = &schema.annotations;
    Docs {
        title: text(annotations.title.as_deref()),
        description: text(annotations.description.as_deref()),
        notes: notes(schema),
        deprecated: annotations.deprecated,
        deprecation: annotations
            .deprecated
            .then(|| note(&annotations.extensions, annotations.description.as_deref()))
            .flatten(),
    }
}

fn text(text: Option<&str>) -> Option<String> {
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn notes(schema: &Schema) -> Vec<String> {
    let annotations = &schema.annotations;
    let mut notes = Vec::new();
    if let Some(format) = &schema.format
        && !has_type(format)
    {
        notes.push(format!(
            "Format: {}.",
            crate::emit::doc::code(format.name())
        ));
    }
    if annotations.read_only {
        notes.push(String::from(
            "Read-only: the server sets it, requests leave it out.",
        ));
    }
    if annotations.write_only {
        notes.push(String::from("Write-only: only requests have it."));
    }
    notes
}

/// Formats that the generated type already shows.
fn has_type(format: &Format) -> bool {
    format.is_decimal()
        || matches!(
            format,
            Format::Int8
                | Format::Int16
                | Format::Int32
                | Format::Int64
                | Format::Uint
                | Format::Uint8
                | Format::Uint16
                | Format::Uint32
                | Format::Uint64
                | Format::Float
                | Format::Double
                | Format::DateTime
                | Format::Date
                | Format::Time
                | Format::Duration
                | Format::Uuid
                | Format::Byte
                | Format::Password
        )
}

/// "Default: `20`."
pub(super) fn default_note(default: &Node) -> Option<String> {
    let short = short(default)?;
    Some(format!("Default: {}.", crate::emit::doc::code(&short)))
}

/// A default as JSON; long ones are left to the contract.
pub(super) fn short(value: &Node) -> Option<String> {
    let text = match value.value() {
        NodeValue::Number(number) => number.as_text().to_owned(),
        NodeValue::Null
        | NodeValue::Bool(_)
        | NodeValue::String(_)
        | NodeValue::Array(_)
        | NodeValue::Object(_) => value.to_json().to_string(),
    };
    (text.chars().count() <= 100).then_some(text)
}
