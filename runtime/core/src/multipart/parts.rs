//! What stands between a type and the parts of a body?

use std::collections::VecDeque;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::place::Content;
use super::{FilePart, Files, Part};
use crate::json::{self, JsonError};
use crate::schema::Schema;
use crate::style::{self, Expectation};

/// The parts of one body.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub(super) values: Map<String, Value>,
    pub(super) files: Vec<(String, FilePart)>,
    /// Those that only their places tell apart.
    pub(super) places: VecDeque<Content>,
    /// How many of them have been taken out.
    pub(super) taken: usize,
    /// Has one of them been left out?
    pub(super) ended: bool,
    /// Why they cannot be sent.
    pub(super) mistake: Option<JsonError>,
}

/// A type that is sent as parts.
pub trait IntoParts {
    /// Hands its members over.
    fn into_parts(self, parts: &mut Parts);
}

/// A type that is received as parts.
pub trait FromParts: Sized {
    /// Takes its members out.
    ///
    /// # Errors
    /// When a part is missing or does not fit its type; the path names it.
    fn from_parts(parts: &mut Parts) -> Result<Self, JsonError>;
}

impl<T: IntoParts> IntoParts for Box<T> {
    fn into_parts(self, parts: &mut Parts) {
        (*self).into_parts(parts);
    }
}

impl<T: FromParts> FromParts for Box<T> {
    fn from_parts(parts: &mut Parts) -> Result<Self, JsonError> {
        T::from_parts(parts).map(Self::new)
    }
}

impl Parts {
    /// Parts of these values, without files.
    pub fn of(values: Map<String, Value>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }

    /// Adds a value; `null` is left out. One without a JSON form is reported when the parts are sent.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match json::to_value(value) {
            Ok(Value::Null) => {}
            Ok(value) => {
                self.values.insert(name.to_owned(), value);
            }
            Err(error) => {
                self.mistake.get_or_insert(error.within(name));
            }
        }
    }

    /// Adds files under one name.
    pub fn files(&mut self, name: &str, files: impl Files) {
        let files = files.into_files().into_iter();
        self.files.extend(files.map(|file| (name.to_owned(), file)));
    }

    /// Takes a value out; an absent one reads as `null`, so that an `Option` is `None`.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, JsonError> {
        let value = self.values.remove(name);
        let absent = value.is_none();
        json::from_value(&value.unwrap_or_default()).map_err(|error| {
            let message = if absent {
                "is missing".to_owned()
            } else {
                error.message
            };
            JsonError::new(error.path, message).within(name)
        })
    }

    /// Takes the files of one name out.
    ///
    /// # Errors
    /// When there are too few or too many.
    pub fn take_files<F: Files>(&mut self, name: &str) -> Result<F, JsonError> {
        let (own, others) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|(other, _)| other == name);
        self.files = others;
        let own: Vec<(String, FilePart)> = own;
        F::from_files(own.into_iter().map(|(_, file)| file).collect())
            .map_err(|reason| JsonError::at_member(name, reason))
    }

    /// Every file with the name of its part, in the order they came.
    pub fn all_files(&self) -> impl Iterator<Item = (&str, &FilePart)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// The values that the schema knows by name, each with its own schema.
    pub fn members(
        &self,
        schema: &'static Schema,
    ) -> impl Iterator<Item = (&str, &Value, &'static Schema)> {
        let declared = style::property_names(schema);
        self.values.iter().filter_map(move |(name, value)| {
            let known = declared.contains(&name.as_str());
            known.then(|| (name.as_str(), value, style::property(schema, name)))
        })
    }

    /// The values that an object of this schema always has, and that are not among these.
    pub fn missing(&self, schema: &'static Schema, table: &[Part]) -> Vec<&'static str> {
        let required = schema.always_required().into_iter();
        required
            .filter(|name| !table.iter().any(|part| part.file && part.name == *name))
            .filter(|name| !self.values.contains_key(*name))
            .collect()
    }

    /// The values, and an empty text in place of each file: what a schema can be held against. The names of the files come
    /// second; what the schema says about their text does not count.
    pub fn to_value(&self, schema: &Schema, table: &[Part]) -> (Value, Vec<String>) {
        let lists = |name: &str| Expectation::of(style::property(schema, name)).is_list_only();
        let mut values = self.values.clone();
        let names = table.iter().filter(|part| part.file).map(|part| part.name);
        let names: Vec<&'static str> = names.collect();
        for name in &names {
            let count = self.files.iter().filter(|(other, _)| other == name).count();
            let empty = || Value::String(String::new());
            match count {
                0 => {}
                1 if !lists(name) => {
                    values.insert((*name).to_owned(), empty());
                }
                count => {
                    let empties = std::iter::repeat_with(empty).take(count);
                    values.insert((*name).to_owned(), empties.collect());
                }
            }
        }
        let names = names.into_iter().map(str::to_owned).collect();
        (Value::Object(values), names)
    }
}
