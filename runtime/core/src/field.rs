//! What does the text of a header field mean as a value of a Rust type?
//!
//! The type asked for decides: `5` is a number for `u32` and text for `String`. Lists are separated by commas and objects
//! are a list of names and values (the `simple` style of OAS 3.1.1).

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::format::number_text;
use crate::json::{self, JsonError};

/// The value of a field.
///
/// ```
/// use countersign_core::field;
///
/// assert_eq!(field::decode::<u32>("17").unwrap(), 17);
/// assert_eq!(field::decode::<Vec<String>>("a, b").unwrap(), ["a", "b"]);
/// ```
///
/// # Errors
/// When the text is not a value of this type.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    T::deserialize(Field(text.trim())).map_err(|error| JsonError::new("", error.to_string()))
}

/// The value of a field whose lines are no list between commas, such as `Set-Cookie`: a list has an item for each line, and
/// anything else is read from the first.
///
/// ```
/// use countersign_core::field;
///
/// let lines = ["a=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT", "b=2"];
/// assert_eq!(field::decode_lines::<Vec<String>>(&lines).unwrap(), lines);
/// assert_eq!(field::decode_lines::<String>(&lines).unwrap(), lines[0]);
/// ```
///
/// # Errors
/// When the lines are not a value of this type.
pub fn decode_lines<T: DeserializeOwned>(lines: &[impl AsRef<str>]) -> Result<T, JsonError> {
    let items = lines.iter().map(|line| Field(line.as_ref().trim()));
    let list = T::deserialize(SeqDeserializer::<_, FieldError>::new(items));
    let first = lines.first().map_or("", AsRef::as_ref);
    list.or_else(|_| decode(first))
}

#[derive(Clone, Copy)]
struct Field<'t>(&'t str);

type FieldError = de::value::Error;

impl Field<'_> {
    fn parse<T: std::str::FromStr>(self, expected: &str) -> Result<T, FieldError> {
        self.0
            .parse()
            .map_err(|_| de::Error::custom(format_args!("expected {expected}")))
    }

    fn items(self) -> impl Iterator<Item = Self> {
        let some = !self.0.is_empty();
        self.0
            .split(',')
            .filter(move |_| some)
            .map(|item| Self(item.trim()))
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident $type:ty, $expected:literal;)*) => {$(
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, FieldError> {
            visitor.$visit(self.parse::<$type>($expected)?)
        }
    )*};
}

impl<'t> de::Deserializer<'t> for Field<'t> {
    type Error = FieldError;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_borrowed_str(self.0)
    }

    parsed! {
        deserialize_bool visit_bool bool, "true or false";
        deserialize_i8 visit_i8 i8, "a whole number";
        deserialize_i16 visit_i16 i16, "a whole number";
        deserialize_i32 visit_i32 i32, "a whole number";
        deserialize_i64 visit_i64 i64, "a whole number";
        deserialize_i128 visit_i128 i128, "a whole number";
        deserialize_u8 visit_u8 u8, "a whole number";
        deserialize_u16 visit_u16 u16, "a whole number";
        deserialize_u32 visit_u32 u32, "a whole number";
        deserialize_u64 visit_u64 u64, "a whole number";
        deserialize_u128 visit_u128 u128, "a whole number";
        deserialize_f32 visit_f32 f32, "a number";
        deserialize_f64 visit_f64 f64, "a number";
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        if name == number_text::NAME {
            return if json::is_number(self.0) {
                visitor.visit_borrowed_str(self.0)
            } else {
                Err(de::Error::custom("expected a number"))
            };
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_seq(SeqDeserializer::new(self.items()))
    }

    fn deserialize_tuple<V: Visitor<'t>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, FieldError> {
        // `exploded=pairs,one=each` or `name,value,name,value`.
        if self.items().next().is_some_and(|item| item.0.contains('=')) {
            let pairs = self.items().map(|item| {
                let (name, value) = item.0.split_once('=').unwrap_or((item.0, ""));
                (Field(name), Field(value))
            });
            return visitor.visit_map(MapDeserializer::new(pairs));
        }
        let mut items = self.items();
        let pairs = std::iter::from_fn(move || {
            let name = items.next()?;
            Some((name, items.next().unwrap_or(Field(""))))
        });
        visitor.visit_map(MapDeserializer::new(pairs))
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        visitor.visit_enum(StrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! {
        <W: Visitor<'t>>
        char str string bytes byte_buf unit_struct tuple_struct identifier ignored_any
    }
}

impl<'t> IntoDeserializer<'t, FieldError> for Field<'t> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::format::Decimal;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Cache {
        Hit,
        Miss,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Range {
        from: u8,
        to: Option<u8>,
    }

    #[test]
    fn the_type_asked_for_decides_what_the_text_means() {
        assert_eq!(decode::<String>(" 5 ").unwrap(), "5");
        assert_eq!(decode::<i64>("-5").unwrap(), -5);
        assert!(decode::<bool>("true").unwrap());
        assert_eq!(decode::<Option<f64>>("2.5").unwrap(), Some(2.5));
        let digits = "0.10000000000000000000000000000010";
        assert_eq!(decode::<Decimal>(digits).unwrap().as_str(), digits);
        assert!(decode::<Decimal>("a").is_err());
        assert_eq!(decode::<Cache>("hit").unwrap(), Cache::Hit);
        assert_eq!(decode::<Vec<u8>>("1,2").unwrap(), [1, 2]);
        assert_eq!(decode::<Vec<u8>>("").unwrap(), [0; 0]);
        assert_eq!(
            decode::<serde_json::Value>("5").unwrap(),
            serde_json::Value::from("5")
        );
    }

    #[test]
    fn objects_are_read_in_both_spellings() {
        let expected = Range {
            from: 1,
            to: Some(2),
        };
        assert_eq!(decode::<Range>("from,1,to,2").unwrap(), expected);
        assert_eq!(decode::<Range>("from=1,to=2").unwrap(), expected);
        assert_eq!(
            decode::<BTreeMap<String, u8>>("a,1").unwrap(),
            BTreeMap::from([("a".to_owned(), 1)])
        );
    }

    #[test]
    fn text_of_another_type_is_refused() {
        assert!(decode::<u8>("256").is_err());
        assert!(decode::<bool>("yes").is_err());
        assert!(decode::<Cache>("stale").is_err());
        assert!(decode::<Range>("from").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = decode::<Range>(&text);
            let _ = decode::<Vec<i32>>(&text);
            prop_assert_eq!(decode::<String>(&text).unwrap(), text.trim());
        }
    }
}
