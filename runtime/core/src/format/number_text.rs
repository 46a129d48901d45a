//! The text of a JSON number while it is read, before it is rounded to a double.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

/// The text of a number; from anything but a JSON text, its shortest spelling.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    deserializer.deserialize_newtype_struct(raw_name(), NumberText)
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

/// The name under which the JSON library hands out unread text. It is no part of its interface; that `RawValue` asks for it
/// is, so `RawValue` is made to tell.
fn raw_name() -> &'static str {
    match Box::<RawValue>::deserialize(Spy) {
        Ok(_) => "",
        Err(Told(name)) => name,
    }
}

struct Spy;

#[derive(Debug)]
struct Told(&'static str);

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Told {}

impl de::Error for Told {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("")
    }
}

impl<'de> Deserializer<'de> for Spy {
    type Error = Told;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, Told> {
        Err(Told(name))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Told> {
        Err(Told(""))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
