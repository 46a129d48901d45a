//! What is one part to a type whose parts only their places tell apart? A value or a file.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{FilePart, FromParts, IntoParts, Parts};
use crate::json::{self, JsonError};

/// What is in a part.
#[derive(Clone, Debug)]
pub enum Content {
    /// A value behind its media type.
    Value(Value),
    /// A file.
    File(FilePart),
}

/// A type that is sent as one part: a file, or whatever has a JSON form.
pub trait IntoPart {
    /// The part.
    ///
    /// # Errors
    /// When the value has no JSON form.
    fn into_part(self) -> Result<Content, JsonError>;
}

/// A type that is received as one part: a file, or whatever is read from JSON.
pub trait FromPart: Sized {
    /// The value of a part.
    ///
    /// # Errors
    /// When it has another shape.
    fn from_part(part: Content) -> Result<Self, JsonError>;
}

impl<T: Serialize> IntoPart for T {
    fn into_part(self) -> Result<Content, JsonError> {
        json::to_value(&self).map(Content::Value)
    }
}

impl<T: DeserializeOwned> FromPart for T {
    fn from_part(part: Content) -> Result<Self, JsonError> {
        match part {
            Content::Value(value) => json::from_value(&value),
            Content::File(_) => Err(JsonError::new("", "is a file where a value is declared")),
        }
    }
}

impl IntoPart for FilePart {
    fn into_part(self) -> Result<Content, JsonError> {
        Ok(Content::File(self))
    }
}

impl FromPart for FilePart {
    fn from_part(part: Content) -> Result<Self, JsonError> {
        match part {
            Content::File(file) => Ok(file),
            Content::Value(_) => Err(JsonError::new("", "is a value where a file is declared")),
        }
    }
}

/// A list is a part for each item.
impl<T: IntoPart> IntoParts for Vec<T> {
    fn into_parts(self, parts: &mut Parts) {
        put::rest(parts, self);
    }
}

impl<T: FromPart> FromParts for Vec<T> {
    fn from_parts(parts: &mut Parts) -> Result<Self, JsonError> {
        parts.rest()
    }
}

impl Parts {
    /// Parts of these values, one for each.
    pub fn of_items(items: Vec<Value>) -> Self {
        Self {
            places: items.into_iter().map(Content::Value).collect(),
            ..Self::default()
        }
    }

    /// Takes the part of the next place.
    ///
    /// # Errors
    /// When there is none, or it does not fit `T`: the path is its position.
    pub fn item<T: FromPart>(&mut self) -> Result<T, JsonError> {
        let place = self.taken;
        self.optional()?
            .ok_or_else(|| JsonError::at_member(&place.to_string(), "is missing"))
    }

    /// Takes the part of the next place, if there is one.
    ///
    /// # Errors
    /// When it does not fit `T`: the path is its position.
    pub fn optional<T: FromPart>(&mut self) -> Result<Option<T>, JsonError> {
        let Some(content) = self.places.pop_front() else {
            return Ok(None);
        };
        let place = self.taken;
        self.taken += 1;
        let part = T::from_part(content);
        part.map(Some)
            .map_err(|error| error.within(&place.to_string()))
    }

    /// Takes the parts of all places that follow.
    ///
    /// # Errors
    /// As [`Parts::optional`].
    pub fn rest<T: FromPart>(&mut self) -> Result<Vec<T>, JsonError> {
        let mut items = Vec::with_capacity(self.places.len());
        while let Some(item) = self.optional()? {
            items.push(item);
        }
        Ok(items)
    }
}

/// What is done with a field of a tuple struct that is sent.
pub mod put {
    use super::{IntoPart, JsonError, Parts};

    /// The part of the next place.
    pub fn item<T: IntoPart>(parts: &mut Parts, item: T) {
        let place = parts.places.len();
        let added = if parts.ended {
            let reason = "is given without the part before it";
            Err(JsonError::new("", reason))
        } else {
            item.into_part()
        };
        match added {
            Ok(content) => parts.places.push_back(content),
            Err(error) => {
                let error = error.within(&place.to_string());
                parts.mistake.get_or_insert(error);
            }
        }
    }

    /// The part of the next place, if there is one. None can follow one that is left out.
    pub fn optional<T: IntoPart>(parts: &mut Parts, given: Option<T>) {
        match given {
            Some(given) => item(parts, given),
            None => parts.ended = true,
        }
    }

    /// The parts of all places that follow.
    pub fn rest<T: IntoPart>(parts: &mut Parts, items: Vec<T>) {
        for given in items {
            item(parts, given);
        }
    }
}
