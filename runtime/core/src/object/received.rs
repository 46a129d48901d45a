//! How is a struct read? Every field has a slot; what is read for a name goes into its slot, whatever its type.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::rest::FillRest;

#[doc(hidden)]
#[macro_export]
macro_rules! __object_received {
    (
        $name:ident {
            $(
                $(#[$about:meta])*
                pub $field:ident: $type:ty = $presence:ident $wire:literal
                $(($argument:ty))? $($(#[$mark:meta])* $setter:ident($value:ty))?
                $(|| $(#[$said:meta])* $getter:ident($got:ty) $default:block)? $(= $constant:expr)?,
            )*
            $(
                ..
                pub $rest:ident: $rest_type:ty = rest $($rest_setter:ident($rest_value:ty))? $(,)?
            )?
        }
    ) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::object::read_object(deserializer)
            }
        }

        impl<'de> $crate::object::Object<'de> for $name {
            #[allow(deprecated)]
            #[inline(never)]
            fn read<A: $crate::object::MapAccess<'de>>(
                members: A,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                $(let mut $rest = <$rest_type as ::core::default::Default>::default();)?
                let read = $crate::object::read_members(
                    members,
                    &[$($wire),*],
                    &mut [$(&mut $field),*],
                    &mut ($($rest)?),
                );
                if let ::core::result::Result::Err(error) = read {
                    return ::core::result::Result::Err(error);
                }
                let missing = 'missing: {
                    $(
                        let ::core::option::Option::Some($field) = $crate::object::read::$presence($field)
                        else {
                            break 'missing $wire;
                        };
                    )*
                    return ::core::result::Result::Ok(Self { $($field,)* $($rest,)? });
                };
                ::core::result::Result::Err($crate::object::missing(missing))
            }
        }
    };
}

/// What the table of a struct that is read becomes.
pub trait Object<'de>: Sized {
    /// Reads the members of an object.
    ///
    /// # Errors
    /// When one has another shape, is there twice or is missing.
    fn read<A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;
}

/// Reads a struct.
///
/// # Errors
/// When there is no object, or [`Object::read`] refuses it.
pub fn read_object<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(members)
    }
}

/// Where the value of a member goes.
pub trait Fill<'de, A: MapAccess<'de>> {
    /// Reads the value of the member `name`.
    ///
    /// # Errors
    /// When it has another shape, or it is not the first of its name.
    fn fill(&mut self, name: &'static str, members: &mut A) -> Result<(), A::Error>;
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Fill<'de, A> for Option<T> {
    #[inline(never)]
    fn fill(&mut self, name: &'static str, members: &mut A) -> Result<(), A::Error> {
        if self.is_some() {
            return Err(A::Error::duplicate_field(name));
        }
        match members.next_value() {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// A property that must be there is not.
pub fn missing<E: Error>(name: &'static str) -> E {
    E::missing_field(name)
}

/// Reads every member into the slot of its name, and those without a slot into `rest`.
///
/// # Errors
/// As the slots report them.
pub fn read_members<'de, A: MapAccess<'de>>(
    mut members: A,
    names: &'static [&'static str],
    slots: &mut [&mut dyn Fill<'de, A>],
    rest: &mut dyn FillRest<'de, A>,
) -> Result<(), A::Error> {
    let mut key = Key {
        names,
        expected: 0,
        keeps: rest.keeps(),
    };
    while let Some(name) = members.next_key_seed(key)? {
        match name {
            Name::Declared(index) => {
                key.expected = index + 1;
                if let (Some(slot), Some(name)) = (slots.get_mut(index), names.get(index)) {
                    slot.fill(name, &mut members)?;
                }
            }
            Name::Other(name) => rest.fill(name, &mut members)?,
            Name::Ignored => {
                members.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(())
}

/// The name of a member.
enum Name {
    Declared(usize),
    Other(String),
    Ignored,
}

/// Looks a name up. Members mostly come in the order of their declaration, so the search begins behind the one before.
#[derive(Clone, Copy)]
struct Key {
    names: &'static [&'static str],
    expected: usize,
    keeps: bool,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Name;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let (before, behind) = self.names.split_at(self.expected.min(self.names.len()));
        let found = behind.iter().position(|declared| *declared == name);
        let found = found.map(|index| index + before.len());
        let found = found.or_else(|| before.iter().position(|declared| *declared == name));
        Ok(match found {
            Some(index) => Name::Declared(index),
            None if self.keeps => Name::Other(name.to_owned()),
            None => Name::Ignored,
        })
    }
}
