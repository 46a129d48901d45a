//! How does a value become a JSON body and back? The one seam for bodies: nothing else calls the JSON library on them.

mod exact;
mod locate;
pub(crate) mod raw;
mod respelled;
mod unread;
mod whole;

use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::choice::Effort;
pub use exact::{digits, text};
pub(crate) use exact::{is_number, number, read};
pub use unread::Unread;
pub use whole::integers;

/// The JSON text of a value.
///
/// # Errors
/// When the value has no JSON form, e.g. a map whose keys are not text.
#[inline(never)]
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, JsonError> {
    let mut text = Vec::with_capacity(128);
    let written = value.serialize(&mut serde_json::Serializer::new(&mut text));
    written_text(written, text)
}

fn written_text(written: serde_json::Result<()>, text: Vec<u8>) -> Result<Bytes, JsonError> {
    match written {
        Ok(()) => Ok(Bytes::from(text)),
        Err(error) => Err(JsonError::new(String::new(), error.to_string())),
    }
}

/// The value of a JSON text.
///
/// # Errors
/// Says where in the text it stopped making sense:
///
/// ```
/// use std::collections::BTreeMap;
///
/// let error = countersign_core::json::decode::<BTreeMap<String, Vec<u8>>>(br#"{"a": [1, "two"]}"#).unwrap_err();
/// assert_eq!(error.path, "/a/1");
/// ```
///
/// An integer may be written with a fraction of zero (JSON Schema 2020-12 Validation 6.1.1):
///
/// ```
/// assert_eq!(countersign_core::json::decode::<Vec<u8>>(b"[1.0, 2, -0]").unwrap(), [1, 2, 0]);
/// ```
#[inline(never)]
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    let mut slot = None;
    match fill(text, &mut slot) {
        Ok(()) => slot.ok_or_else(no_value),
        Err(error) => Err(error),
    }
}

/// Where a value goes. All that is done around it is compiled once for all types.
///
/// What has to be compiled for each type, here and wherever generated types meet the runtime, is `#[inline(never)]`: link-time
/// optimisation would copy it into every part of a crate that calls it.
trait Slot {
    fn fill(&mut self, reader: &mut Reader<'_>) -> serde_json::Result<()>;
}

type Reader<'t> = serde_json::Deserializer<serde_json::de::SliceRead<'t>>;

impl<T: DeserializeOwned> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> serde_json::Result<()> {
        match T::deserialize(reader) {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// A slot is filled or there is an error.
fn no_value() -> JsonError {
    JsonError::new("", "expected a value")
}

fn fill(text: &[u8], slot: &mut dyn Slot) -> Result<(), JsonError> {
    let _effort = Effort::of_text(text.len());
    let mut whole = |text: &[u8]| {
        let mut reader = Reader::from_slice(text);
        slot.fill(&mut reader).and_then(|()| reader.end())
    };
    whole(text).or_else(|error| {
        let located = || JsonError::located(text, &error);
        let respelled = error
            .is_data()
            .then(|| whole::integers_in(text))
            .flatten()
            .ok_or_else(located)?;
        respelled.read(&mut whole).map_err(|_| located())
    })
}

/// A JSON text as it is, to be held against a schema. Numbers that a double does not hold as they are written keep their
/// [`digits`].
///
/// # Errors
/// Says the line and column where the text is broken: that is what somebody looks for.
///
/// ```
/// let error = countersign_core::json::parse(b"[1,").unwrap_err();
/// assert_eq!(error.to_string(), "is no JSON: EOF while parsing a value at line 1 column 3");
/// ```
pub fn parse(text: &[u8]) -> Result<Value, JsonError> {
    exact::read(text).map_err(|error| JsonError::new("", format!("is no JSON: {error}")))
}

/// A JSON value as something more specific, read like its [`text`](fn@text).
///
/// # Errors
/// When it has another shape.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, JsonError> {
    decode(text(value).as_bytes())
}

/// A value as JSON. Numbers that a double does not hold as they are written keep their [`digits`].
///
/// # Errors
/// When the value has no JSON form.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, JsonError> {
    match encode(value) {
        Ok(text) => value_of(&text),
        Err(error) => Err(error),
    }
}

fn value_of(text: &[u8]) -> Result<Value, JsonError> {
    exact::read(text).map_err(|error| JsonError::new("", error.to_string()))
}

/// A JSON text or value that does not have the expected shape.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JsonError {
    /// JSON pointer (RFC 6901) to the value at fault; `""` is the whole document.
    pub path: String,
    /// What was expected, in one sentence. It may quote a piece of the value.
    pub message: String,
}

impl JsonError {
    /// An error at a place.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }

    /// An error of the member `name` of an object.
    pub fn at_member(name: &str, message: impl fmt::Display) -> Self {
        Self::new("", message.to_string()).within(name)
    }

    /// The same error, seen from the value that has it in its member or item `name`.
    pub(crate) fn within(mut self, name: &str) -> Self {
        let token = name.replace('~', "~0").replace('/', "~1");
        self.path.insert_str(0, &format!("/{token}"));
        self
    }

    pub(crate) fn located(text: &[u8], error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&position).unwrap_or(&message);
        Self::new(
            locate::pointer_at(text, error.line(), error.column()),
            message,
        )
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            formatter.write_str(&self.message)
        } else {
            write!(formatter, "{} at {}", self.message, self.path)
        }
    }
}

impl std::error::Error for JsonError {}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Page {
        #[serde(rename = "items")]
        _items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    struct Item {
        _id: u32,
        _tags: Option<Vec<Tag>>,
    }

    #[derive(Debug, Deserialize)]
    enum Tag {
        #[serde(rename = "new")]
        _New,
    }

    fn check(text: &str, path: &str) {
        let error = decode::<Page>(text.as_bytes()).unwrap_err();
        assert_eq!(error.path, path, "{text}: {error}");
        assert!(!error.message.contains("line"), "{error}");
    }

    #[test]
    fn a_wrong_type_is_found_at_its_own_place() {
        check(r#"{"items": [{"_id": 1}, {"_id": "x"}]}"#, "/items/1/_id");
        check(
            r#"{"items": [{"_id": 1}, {"_id": -1, "z": 0}]}"#,
            "/items/1/_id",
        );
        check(
            r#"{"items": [{"_id": 1, "_tags": ["new", "old"]}]}"#,
            "/items/0/_tags/1",
        );
        check("{\n \"items\":\n [{\"_id\"\n: [1]}]}", "/items/0/_id");
    }

    #[test]
    fn a_missing_property_is_found_at_the_object_that_lacks_it() {
        check(r#"{"items": [{"_id": 1}, {}]}"#, "/items/1");
        check(r#"{"other": {"_id": 1}}"#, "");
    }

    #[test]
    fn broken_text_is_found_where_it_breaks() {
        check(r#"{"items": [{"_id": 1}, {"_id": tru}]}"#, "/items/1/_id");
        check(r#"{"items": [{"_id": 1}"#, "/items");
        check("", "");
        check("[", "");
    }

    #[test]
    fn names_with_pointer_characters_are_escaped() {
        let error = decode::<std::collections::BTreeMap<String, u8>>(br#"{"a/b~c\u00e9": null}"#)
            .unwrap_err();
        assert_eq!(error.path, "/a~1b~0c\u{e9}");
    }

    #[test]
    fn what_was_encoded_decodes_to_the_same_value() {
        let value = serde_json::json!({"a": [1, 2.5, null], "b": {"c": "\u{e9}"}});
        assert_eq!(decode::<Value>(&encode(&value).unwrap()).unwrap(), value);
        assert_eq!(from_value::<Value>(&value).unwrap(), value);
    }

    #[test]
    fn a_map_with_keys_that_are_not_text_has_no_json_form() {
        let map = std::collections::BTreeMap::from([(vec![1], 1)]);
        assert!(encode(&map).is_err());
    }
}
