//! Typed access to the fields of one object; what is wrong is reported, what is missing is absent.

use indexmap::IndexMap;

use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::resolve::{Place, closest};
use crate::source::SourceSpan;
use crate::syntax::{Entry, Key, Node, NodeValue, Object};

/// An object of the document and its name in the standard, for messages.
#[derive(Clone, Debug)]
pub(crate) struct Fields<'w> {
    pub(crate) object: &'w Object,
    pub(crate) place: Place<'w>,
    name: &'static str,
    dialect: Dialect,
}

impl<'w> Fields<'w> {
    pub(crate) fn new(
        object: &'w Object,
        place: Place<'w>,
        name: &'static str,
        dialect: Dialect,
    ) -> Self {
        Self {
            object,
            place,
            name,
            dialect,
        }
    }

    /// The field, unless it is absent, `null`, or one that only a later version of the standard has.
    pub(crate) fn get(&self, key: &str) -> Option<Place<'w>> {
        let later = self.dialect.later_fields(self.name).contains(&key);
        if later { None } else { self.place.get(key) }
    }

    /// Is the field written, be it as `null`?
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The field with its key, be it `null`; none that only a later version of the standard has.
    pub(crate) fn entry(&self, key: &str) -> Option<&'w Entry> {
        let later = self.dialect.later_fields(self.name).contains(&key);
        if later { None } else { self.object.entry(key) }
    }

    /// Where the whole object was written.
    pub(crate) fn span(&self) -> SourceSpan {
        self.place.span()
    }

    /// The `x-*` keys.
    pub(crate) fn extensions(&self) -> IndexMap<String, Node> {
        let keys = self.object.iter();
        keys.filter(|entry| entry.key.name.starts_with("x-"))
            .map(|entry| (entry.key.name.to_string(), entry.value.clone()))
            .collect()
    }

    /// Where each field stands, key to end of value.
    pub(crate) fn key_spans(&self) -> IndexMap<String, SourceSpan> {
        let keys = self.object.iter();
        keys.map(|entry| {
            let span = through(entry.key.span, entry.value.span());
            (entry.key.name.to_string(), span)
        })
        .collect()
    }
}

/// From the start of a key to the end of its value. A YAML alias ends where the alias ends; a value that an overlay gave to a
/// key of the document stands in the overlay.
pub(crate) fn through(key: SourceSpan, value: SourceSpan) -> SourceSpan {
    if key.source != value.source {
        return value;
    }
    SourceSpan::new(key.source, key.start, value.end.max(key.end))
}

impl<'w> Reader<'w> {
    /// A text field. A number or boolean (YAML without quotes) is taken as written.
    pub(crate) fn text(&mut self, fields: &Fields<'w>, key: &'static str) -> Option<String> {
        let place = fields.get(key)?;
        self.text_at(&place, key)
    }

    /// The text at a place.
    pub(crate) fn text_at(&mut self, place: &Place<'w>, key: &str) -> Option<String> {
        let (text, found) = match place.node.value() {
            NodeValue::String(text) => return Some(text.to_string()),
            NodeValue::Null => return None,
            NodeValue::Bool(value) => (Some(value.to_string()), "boolean"),
            NodeValue::Number(value) => (Some(value.to_string()), "number"),
            NodeValue::Array(_) => (None, "array"),
            NodeValue::Object(_) => (None, "object"),
        };
        let recovery = match &text {
            Some(text) => format!("taken as \"{text}\""),
            None => "left out".to_owned(),
        };
        let message = format!("`{key}` must be a string, is {found}; it is {recovery}");
        let finding = Diagnostic::warning("wrong-type", message);
        self.diagnostics.push(match &text {
            Some(text) => finding.at(place.span()).help(format!("write \"{text}\"")),
            None => finding.at(place.span()),
        });
        text
    }

    /// A text field that the standard requires; empty (reported) when it is missing.
    pub(crate) fn required_text(&mut self, fields: &Fields<'w>, key: &'static str) -> String {
        let text = self.text(fields, key);
        if text.is_none() && fields.get(key).is_none() {
            self.missing(fields, key);
        }
        text.unwrap_or_default()
    }

    /// Reports a missing field that the standard requires.
    pub(crate) fn missing(&mut self, fields: &Fields<'w>, key: &'static str) {
        let name = fields.name;
        let message = format!("this {name} has no `{key}`");
        let finding = Diagnostic::warning("missing-field", message)
            .help(format!("add `{key}`; the standard requires it"));
        self.habits
            .note(format!("{name} {key}"), start_of(fields.span()), finding);
    }

    /// A boolean field.
    pub(crate) fn flag(&mut self, fields: &Fields<'w>, key: &'static str) -> Option<bool> {
        let place = fields.get(key)?;
        self.flag_at(&place, key)
    }

    /// The boolean at a place; the words "true" and "false" in quotes count.
    pub(crate) fn flag_at(&mut self, place: &Place<'w>, key: &str) -> Option<bool> {
        if let Some(value) = place.node.as_bool() {
            return Some(value);
        }
        let value = match place.node.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        };
        let found = place.node.type_name();
        let recovery = match value {
            Some(value) => format!("taken as {value}"),
            None => "left out".to_owned(),
        };
        self.diagnostics.push(
            Diagnostic::warning(
                "wrong-type",
                format!("`{key}` must be true or false, is {found}; it is {recovery}"),
            )
            .at(place.span()),
        );
        value
    }

    /// The items of an array field; none (reported) when it is something else.
    pub(crate) fn list(&mut self, fields: &Fields<'w>, key: &'static str) -> Vec<Place<'w>> {
        let Some(place) = fields.get(key) else {
            return Vec::new();
        };
        self.items(&place, key)
    }

    /// The items of the array at a place.
    pub(crate) fn items(&mut self, place: &Place<'w>, key: &str) -> Vec<Place<'w>> {
        let Some(items) = place.node.as_array() else {
            self.wrong_type(place, &format!("`{key}`"), "an array");
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items
            .map(|(at, item)| place.child(at.to_string(), item))
            .collect()
    }

    /// The entries of an object field; none (reported) when it is something else. `x-*` keys are left out where they are
    /// extensions rather than names.
    pub(crate) fn entries(
        &mut self,
        fields: &Fields<'w>,
        key: &'static str,
    ) -> Vec<(&'w Key, Place<'w>)> {
        let Some(place) = fields.get(key) else {
            return Vec::new();
        };
        self.members(&place, key)
    }

    /// The members of the object at a place.
    pub(crate) fn members(&mut self, place: &Place<'w>, key: &str) -> Vec<(&'w Key, Place<'w>)> {
        let Some(object) = place.node.as_object() else {
            self.wrong_type(place, &format!("`{key}`"), "an object");
            return Vec::new();
        };
        let entries = object.iter();
        entries
            .map(|entry| {
                let child = place.child(entry.key.name.clone(), &entry.value);
                (&entry.key, child)
            })
            .collect()
    }

    /// The strings of an array field; items of another type are taken by their text or left out.
    pub(crate) fn texts(&mut self, fields: &Fields<'w>, key: &'static str) -> Vec<String> {
        let items = self.list(fields, key);
        items
            .iter()
            .filter_map(|item| self.text_at(item, key))
            .collect()
    }

    /// Reports the fields that the standard does not know; extensions and the known ones pass.
    pub(crate) fn check_fields(&mut self, fields: &Fields<'w>, known: &[&str]) {
        for entry in fields.object {
            let key = entry.key.name.as_str();
            let name = fields.name;
            let added = fields.dialect.added_fields(name);
            if fields.dialect.foreign_fields(name).contains(&key) {
                self.foreign_field(fields, &entry.key);
                continue;
            }
            if known.contains(&key) || added.contains(&key) || key.starts_with("x-") {
                continue;
            }
            let message = format!("`{key}` is no field of the {name}; it has no effect");
            let help = if fields.dialect.later_fields(name).contains(&key) {
                "it came with OpenAPI 3.2: write `openapi: 3.2.0`".to_owned()
            } else {
                spelling_help(key, known.iter().chain(added).copied())
            };
            let finding = Diagnostic::warning("unknown-field", message).help(help);
            self.habits
                .note(format!("{name} {key}"), entry.key.span, finding);
        }
    }

    /// Notes a field of a later version that is honoured.
    fn foreign_field(&mut self, fields: &Fields<'w>, key: &Key) {
        let (name, dialect) = (fields.name, fields.dialect.name());
        let message = format!(
            "`{}` is OpenAPI 3, not {dialect}; it is honoured in this {name}",
            key.name
        );
        let finding = Diagnostic::warning("foreign-keyword", message)
            .help("write the document in OpenAPI 3, or the field the document's way");
        self.habits
            .note(format!("{name} {}", key.name), key.span, finding);
    }
}

/// What to do about a word that the standard does not know: the word that was meant, or an extension.
pub(super) fn spelling_help<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    match closest(word, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("correct the spelling, or write `x-{word}` for an extension"),
    }
}

/// The first byte of a span: enough to find an object, without framing all of it.
pub(crate) fn start_of(span: SourceSpan) -> SourceSpan {
    SourceSpan::new(
        span.source,
        span.start,
        span.start.saturating_add(1).min(span.end),
    )
}
