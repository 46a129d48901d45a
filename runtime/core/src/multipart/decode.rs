//! From the body that was received to its parts.

use bytes::{Bytes, BytesMut};
use serde_json::Value;

use super::head::Head;
use super::reader::{Event, Reader};
use super::{FilePart, Part, Parts, is_form_data};
use crate::body::BodySource;
use crate::content;
use crate::form;
use crate::json::{self, JsonError};
use crate::media_type::MediaType;
use crate::schema::Schema;
use crate::style::{self, Expectation};

/// The parts of a body with this `Content-Type`: files are slices of it, values are typed as `schema` expects. A text of the
/// wrong type is given as text, and a part nobody declared as well: validation says what is wrong with it.
///
/// # Errors
/// When the bytes are no such body, or a part cannot be read: the path names it.
pub fn decode(
    schema: &'static Schema,
    table: &'static [Part],
    content_type: &str,
    bytes: &Bytes,
) -> Result<Parts, JsonError> {
    let mut collector = Collector::new(schema, table, content_type);
    each(content_type, bytes, |Whole { head, content }| {
        let head = collector.named(head)?;
        collector.part(head, content)
    })?;
    Ok(collector.finish())
}

/// A part that is there to its end.
pub(super) struct Whole {
    pub(super) head: Head,
    pub(super) content: Bytes,
}

/// Hands the parts of a body over, one after the other.
pub(super) fn each(
    content_type: &str,
    bytes: &Bytes,
    mut take: impl FnMut(Whole) -> Result<(), JsonError>,
) -> Result<(), JsonError> {
    let mut reader = Reader::new(content_type)?;
    let mut part: Option<(Head, Content)> = None;
    reader.push(bytes.clone());
    while let Some(event) = reader.event()? {
        match (event, &mut part) {
            (Event::Head(head), _) => part = Some((head, Content::default())),
            (Event::Content(bytes), Some((_, content))) => content.push(bytes),
            (Event::End, ended) => {
                if let Some((head, content)) = ended.take() {
                    let content = content.whole();
                    take(Whole { head, content })?;
                }
            }
            (Event::Content(_), None) => {}
        }
    }
    reader.end()
}

/// The content of a part: nearly always one slice.
#[derive(Default)]
struct Content {
    first: Bytes,
    rest: BytesMut,
}

impl Content {
    fn push(&mut self, bytes: Bytes) {
        if self.first.is_empty() {
            self.first = bytes;
        } else {
            if self.rest.is_empty() {
                self.rest.extend_from_slice(&self.first);
            }
            self.rest.extend_from_slice(&bytes);
        }
    }

    fn whole(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.freeze()
        }
    }
}

/// Puts parts together as they come.
#[derive(Debug)]
pub struct Collector {
    schema: &'static Schema,
    table: &'static [Part],
    /// Is a part without a name the one that stands at its place in the table?
    by_place: bool,
    /// How many parts there were.
    seen: usize,
    parts: Parts,
}

impl Collector {
    /// No parts yet, of a body with this `Content-Type` that is an object of this schema.
    pub fn new(schema: &'static Schema, table: &'static [Part], content_type: &str) -> Self {
        Self {
            schema,
            table,
            by_place: !is_form_data(content_type),
            seen: 0,
            parts: Parts::default(),
        }
    }

    /// The head of the part that comes next, with its name: RFC 7578 has one for each part of a form, any other body may tell
    /// its parts apart by their place.
    ///
    /// # Errors
    /// When it has none.
    pub fn named(&mut self, mut head: Head) -> Result<Head, JsonError> {
        if head.name.is_none() && self.by_place {
            let place = self.table.get(self.seen).or(self.table.last());
            head.name = place.map(|part| part.name.to_owned());
        }
        self.seen += 1;
        name(&head)?;
        Ok(head)
    }

    /// What is known about the part of this name.
    pub fn known(&self, name: &str) -> Option<&'static Part> {
        self.table.iter().find(|part| part.name == name)
    }

    /// The parts so far.
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Adds a part, file or value.
    ///
    /// # Errors
    /// When it has no name, or cannot be read: the path names it.
    pub fn part(&mut self, head: Head, content: Bytes) -> Result<(), JsonError> {
        let name = name(&head)?;
        if self.known(name).is_some_and(|part| part.file) {
            self.file(head, content)
        } else {
            self.value(&head, &content)
        }
    }

    /// Adds a file with this content; empty where it is read elsewhere.
    ///
    /// # Errors
    /// When it has no name.
    pub fn file(&mut self, head: Head, content: Bytes) -> Result<(), JsonError> {
        let name = name(&head)?.to_owned();
        self.parts.files.push((name, file(head, content)));
        Ok(())
    }

    /// Adds a value.
    ///
    /// # Errors
    /// When it has no name, or cannot be read: the path names it.
    pub fn value(&mut self, head: &Head, content: &[u8]) -> Result<(), JsonError> {
        let name = name(head)?;
        let usual = self.known(name).map_or("", |part| part.content_type);
        let member = style::property(self.schema, name);
        let declared = style::property_names(self.schema).contains(&name);
        let values = &mut self.parts.values;
        let position = match values.get(name) {
            Some(Value::Array(items)) => items.len(),
            _ => 0,
        };
        let expectation = Expectation::of(member);
        let whole = usual.contains("json");
        let list = expectation.is_list_only() && !whole;
        let expected = if list {
            style::item(member, position)
        } else {
            member
        };
        let value = value(
            expected,
            head.content_type.as_deref().unwrap_or(usual),
            content,
        );
        let value = match value {
            Ok(value) => value,
            // Nobody asked for it: whether it may be there is for the schema to say, what is in it does not count.
            Err(_) if !declared => Value::String(String::new()),
            Err(error) => return Err(error.within(name)),
        };
        match (values.get_mut(name), list) {
            (None, true) => {
                values.insert(name.to_owned(), Value::Array(vec![value]));
            }
            (None, false) => {
                values.insert(name.to_owned(), value);
            }
            (Some(Value::Array(items)), _) if !whole => items.push(value),
            (Some(first), _) if !whole && (expectation.takes_list() || !declared) => {
                *first = Value::Array(vec![first.take(), value]);
            }
            (Some(_), _) => return Err(JsonError::at_member(name, "must be given once")),
        }
        Ok(())
    }

    /// The parts, after the last of them. A list that has to be there is there, if of nothing.
    pub fn finish(mut self) -> Parts {
        self.fill_in();
        self.parts
    }

    /// Several values that are none: a list that has to be there is there.
    pub fn fill_in(&mut self) {
        let parts = &mut self.parts;
        let schemas = self.schema.here().into_iter();
        for name in schemas.flat_map(|schema| schema.required) {
            let list = Expectation::of(style::property(self.schema, name)).is_list_only();
            let sent = parts.files.iter().any(|(other, _)| other == name);
            if list && !sent && !parts.values.contains_key(*name) {
                let none = Value::Array(Vec::new());
                parts.values.insert((*name).to_owned(), none);
            }
        }
    }
}

/// A file of this content.
pub(super) fn file(head: Head, content: Bytes) -> FilePart {
    FilePart {
        file_name: head.file_name,
        content_type: head.content_type,
        headers: head.others,
        body: BodySource::Bytes(content),
    }
}

fn name(head: &Head) -> Result<&str, JsonError> {
    let name = head.name.as_deref();
    name.ok_or_else(|| JsonError::new("", "has a part without a name in its Content-Disposition"))
}

/// The value in a part of this media type, typed as `schema` expects.
pub(super) fn value(schema: &Schema, content_type: &str, bytes: &[u8]) -> Result<Value, JsonError> {
    if MediaType::parse(content_type).is_some_and(|media_type| media_type.is_json()) {
        return json::parse(bytes);
    }
    content::text(content_type, bytes).map(|text| form::text_value(schema, &text))
}
