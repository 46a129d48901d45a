//! The text of a number while it is read, before it is rounded to a double.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::json::raw;

/// The name under which a number is asked for where all values are text, and no JSON.
pub(crate) const NAME: &str = "countersign::number";

/// The text of a number; from anything but a text, its shortest spelling.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    deserializer.deserialize_newtype_struct(raw::name(), NumberText)
}

struct NumberText;

impl<'de> Visitor<'de> for NumberText {
    type Value = Box<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Box<str>, A::Error> {
        if map.next_key::<String>()?.as_deref() != Some(raw::name()) {
            return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
        }
        let text = map.next_value_seed(raw::Text)?;
        match text.bytes().next() {
            Some(b'-' | b'0'..=b'9') => Ok(text.into()),
            first => Err(de::Error::invalid_type(kind(first), &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Box<str>, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, Spelled)
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

/// A number out of a text that is one; whoever knows no such texts is asked for a number.
struct Spelled;

impl<'de> Visitor<'de> for Spelled {
    type Value = Box<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        NumberText.expecting(formatter)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Box<str>, E> {
        Ok(text.into())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Box<str>, D::Error> {
        deserializer.deserialize_any(NumberText)
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
