//! A JSON value that notes what its reader ignores.

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// A value, the place it stands at, and the list of places whose values nobody wanted.
pub(super) struct Tracked<'v, 'n> {
    value: &'v Value,
    place: Place<'n>,
    ignored: &'n mut Vec<String>,
}

/// A place as the steps that lead there; it becomes text only where something is ignored.
#[derive(Clone, Copy)]
enum Place<'p> {
    Top,
    Member(&'p Self, &'p str),
    Item(&'p Self, usize),
}

impl Place<'_> {
    fn write(&self, path: &mut String) {
        match self {
            Self::Top => {}
            Self::Member(above, name) => {
                above.write(path);
                path.push('/');
                path.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Self::Item(above, at) => {
                above.write(path);
                path.push('/');
                path.push_str(&at.to_string());
            }
        }
    }
}

impl<'v, 'n> Tracked<'v, 'n> {
    pub(super) fn new(value: &'v Value, ignored: &'n mut Vec<String>) -> Self {
        Self {
            value,
            place: Place::Top,
            ignored,
        }
    }

    fn items<V: Visitor<'v>>(
        self,
        items: &'v [Value],
        visitor: V,
    ) -> Result<V::Value, serde_json::Error> {
        let mut access = Items {
            rest: items.iter().enumerate(),
            place: self.place,
            ignored: self.ignored,
        };
        let value = visitor.visit_seq(&mut access)?;
        match access.rest.len() {
            0 => Ok(value),
            left => Err(Error::invalid_length(
                items.len(),
                &format!("{} items", items.len() - left).as_str(),
            )),
        }
    }

    fn members<V: Visitor<'v>>(
        self,
        members: &'v Map<String, Value>,
        visitor: V,
    ) -> Result<V::Value, serde_json::Error> {
        visitor.visit_map(Members {
            rest: members.iter(),
            next: None,
            place: self.place,
            ignored: self.ignored,
        })
    }
}

/// Values without parts are read as they are.
macro_rules! plainly {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            self.value.$method(visitor)
        }
    )*};
}

impl<'v> Deserializer<'v> for Tracked<'v, '_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Array(items) => self.items(items, visitor),
            Value::Object(members) => self.members(members, visitor),
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let mut path = String::new();
        self.place.write(&mut path);
        self.ignored.push(path);
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Array(_) | Value::Object(_) => visitor.visit_newtype_struct(self),
            // Also the library's own: the text of a number.
            plain => plain.deserialize_newtype_struct(name, visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'v>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    plainly! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
        deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit deserialize_identifier
    }

    fn deserialize_unit_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.value.deserialize_unit_struct(name, visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'v>>
        seq tuple tuple_struct map struct
    }
}

struct Items<'v, 'n> {
    rest: std::iter::Enumerate<std::slice::Iter<'v, Value>>,
    place: Place<'n>,
    ignored: &'n mut Vec<String>,
}

impl<'v> SeqAccess<'v> for &mut Items<'v, '_> {
    type Error = serde_json::Error;

    fn next_element_seed<T: DeserializeSeed<'v>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let Some((at, value)) = self.rest.next() else {
            return Ok(None);
        };
        let item = Tracked {
            value,
            place: Place::Item(&self.place, at),
            ignored: self.ignored,
        };
        seed.deserialize(item).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Members<'v, 'n> {
    rest: serde_json::map::Iter<'v>,
    next: Option<(&'v str, &'v Value)>,
    place: Place<'n>,
    ignored: &'n mut Vec<String>,
}

impl<'v> MapAccess<'v> for Members<'v, '_> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'v>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.next = Some((name, value));
        seed.deserialize(serde::de::value::BorrowedStrDeserializer::new(name))
            .map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'v>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        let (name, value) = self
            .next
            .take()
            .ok_or_else(|| Error::custom("a member is asked for before its name"))?;
        seed.deserialize(Tracked {
            value,
            place: Place::Member(&self.place, name),
            ignored: self.ignored,
        })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
