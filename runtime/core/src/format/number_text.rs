//! The text of a JSON number while it is read, before it is rounded to a double.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::raw;

/// The text of a number; from anything but a JSON text, its shortest spelling.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    deserializer.deserialize_newtype_struct(raw::name(), NumberText)
}

struct NumberText;

impl<'de> Visitor<'de> for NumberText {
    type Value = Box<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Box<str>, A::Error> {
        let raw = Box::<RawValue>::deserialize(MapAccessDeserializer::new(map))?;
        let text = raw.get();
        match text.bytes().next() {
            Some(b'-' | b'0'..=b'9') => Ok(text.into()),
            first => Err(de::Error::invalid_type(kind(first), &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Box<str>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Box<str>, E> {
        Ok(value.to_string().into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Box<str>, E> {
        Ok(value.to_string().into())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Box<str>, E> {
        Ok(value.to_string().into())
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Box<str>, E> {
        Ok(value.to_string().into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Box<str>, E> {
        match serde_json::Number::from_f64(value) {
            Some(number) => Ok(number.to_string().into()),
            None => Err(E::invalid_value(de::Unexpected::Float(value), &self)),
        }
    }
}

fn kind(first: Option<u8>) -> de::Unexpected<'static> {
    match first {
        Some(b'"') => de::Unexpected::Other("string"),
        Some(b'[') => de::Unexpected::Seq,
        Some(b'{') => de::Unexpected::Map,
        Some(b't') => de::Unexpected::Bool(true),
        Some(b'f') => de::Unexpected::Bool(false),
        _ => de::Unexpected::Other("null"),
    }
}
