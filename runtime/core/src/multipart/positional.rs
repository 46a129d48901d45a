//! How does an array travel as parts, one for each item? (OAS 3.2.0 Encoding By Position)
//!
//! Parts have no names then. A value is JSON, or the text that its media type says; what the first parts are is listed, and all
//! others are alike.

use bytes::Bytes;
use serde_json::Value;

use super::decode::{self, Whole};
use super::place::Content;
use super::{Part, Parts};
use crate::json::JsonError;
use crate::schema::Schema;
use crate::style;

/// What is known about parts that only their places tell apart. Their names are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Positions {
    /// The first parts (`prefixEncoding`).
    pub first: &'static [Part],
    /// Each part behind them (`itemEncoding`).
    pub rest: Part,
}

impl Positions {
    /// All parts are like this one.
    pub const fn all(rest: Part) -> Self {
        Self { first: &[], rest }
    }

    /// The part at this position, counted from 0.
    pub(super) fn at(&self, position: usize) -> &Part {
        self.first.get(position).unwrap_or(&self.rest)
    }
}

/// The parts of a body with this `Content-Type`, in order. A value that should be JSON and is not is an error; a text of the
/// wrong type is given as text, so that validation can tell.
pub(super) fn decode(
    schema: &'static Schema,
    positions: &Positions,
    content_type: &str,
    bytes: &Bytes,
) -> Result<Parts, JsonError> {
    let mut parts = Parts::default();
    decode::each(content_type, bytes, |Whole { head, content }| {
        let place = parts.places.len();
        let part = positions.at(place);
        let content = if part.file {
            Content::File(decode::file(head, content))
        } else {
            let usual = part.content_type;
            let said = head.content_type.as_deref().unwrap_or(usual);
            let value = decode::value(style::item(schema, place), said, &content);
            Content::Value(value.map_err(|error| error.within(&place.to_string()))?)
        };
        parts.places.push_back(content);
        Ok(())
    })?;
    Ok(parts)
}

impl Parts {
    /// The array, with an empty text in place of each file. The positions of the files come second.
    pub(super) fn to_array(&self) -> (Value, Vec<String>) {
        let mut files = Vec::new();
        let items = self.places.iter().enumerate();
        let items = items.map(|(place, content)| match content {
            Content::Value(value) => value.clone(),
            Content::File(_) => {
                files.push(place.to_string());
                Value::String(String::new())
            }
        });
        let items = items.collect();
        (Value::Array(items), files)
    }
}
