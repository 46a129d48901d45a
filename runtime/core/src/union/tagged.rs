//! Which alternative does a property name?

use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use crate::json::Unread;

#[doc(hidden)]
#[macro_export]
macro_rules! __union_tagged {
    (
        $property:literal $(, $default:literal)?; $name:ident {
            $(
                $(#[$about:meta])*
                $variant:ident($type:ty) $(from($inner:ty))?
                $(= $($tag:literal)|+)? $(+ $($added:literal)|+)?,
            )*
            $(.. $unknown:ident $(,)?)?
        }
    ) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            #[allow(deprecated)]
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::union::read_tagged(
                    deserializer,
                    $property,
                    &[$($default)?],
                    &[
                        $($crate::union::Arm {
                            tags: &[$($($tag),+)?],
                            added: &[$($($added),+)?],
                            alternative: &$crate::union::Wrap(Self::$variant),
                        }),*
                    ],
                    &[$(Self::$unknown)?],
                    stringify!($name),
                )
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __union_sent_tagged {
    (
        $property:literal; $name:ident {
            $(
                $(#[$about:meta])*
                $variant:ident($type:ty) $(from($inner:ty))?
                $(= $($tag:literal)|+)? $(+ $($added:literal)|+)?,
            )*
            $(.. $unknown:ident $(,)?)?
        }
    ) => {
        impl $crate::object::Serialize for $name {
            #[allow(deprecated)]
            fn serialize<S: $crate::object::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(
                        Self::$variant(value) => $crate::union::write_tagged(
                            serializer,
                            $property,
                            &[$($($added),+)?],
                            value,
                        ),
                    )*
                    $(Self::$unknown(value) => $crate::object::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
}

/// An alternative and the tags it has.
#[expect(missing_debug_implementations, reason = "a table of constants")]
pub struct Arm<'t, U> {
    /// Tags that its own type declares.
    pub tags: &'static [&'static str],
    /// Tags that are taken away before its own type, which may keep properties of any name, is read.
    pub added: &'static [&'static str],
    /// How it is read.
    pub alternative: &'t dyn Alternative<U>,
}

/// How an alternative is read.
pub trait Alternative<U> {
    /// Reads it.
    ///
    /// # Errors
    /// When the value has another shape.
    fn read(&self, value: &Unread) -> Result<U, serde_json::Error>;
}

/// An alternative by its variant.
#[expect(missing_debug_implementations, reason = "a function in a table")]
pub struct Wrap<T, U>(pub fn(T) -> U);

impl<T: DeserializeOwned, U> Alternative<U> for Wrap<T, U> {
    fn read(&self, value: &Unread) -> Result<U, serde_json::Error> {
        value.read(self.0)
    }
}

/// Reads the alternative whose tag the value has in `property`; without one that is known, the alternative of the `default`
/// tag, or else the value as it is.
///
/// # Errors
/// When it does not have the shape of that alternative, or it is none.
pub fn read_tagged<'de, U, D: Deserializer<'de>>(
    deserializer: D,
    property: &str,
    default: &[&str],
    arms: &[Arm<'_, U>],
    unknown: &[fn(Value) -> U],
    name: &str,
) -> Result<U, D::Error> {
    let value = Unread::take(deserializer)?;
    let of = |tag: &str| {
        let has = |arm: &&Arm<'_, U>| arm.tags.contains(&tag) || arm.added.contains(&tag);
        arms.iter().find(has)
    };
    let tag = value.get(property).and_then(Value::as_str);
    let named = tag.and_then(|tag| of(tag).map(|arm| (arm, arm.added.contains(&tag))));
    match named {
        Some((arm, true)) => arm.alternative.read(&value.without(property)),
        Some((arm, false)) => arm.alternative.read(&value),
        None => match (default.first().and_then(|tag| of(tag)), unknown.first()) {
            (Some(arm), _) => arm.alternative.read(&value),
            (None, Some(unknown)) => return value.keep(*unknown),
            (None, None) => Err(Error::custom(format_args!("no alternative of {name} fits"))),
        },
    }
    .map_err(D::Error::custom)
}

/// Writes an object with the first of `tags`, if there is one, as a member more.
///
/// # Errors
/// When it cannot be written.
pub fn write_tagged<T: Serialize, S: Serializer>(
    serializer: S,
    property: &'static str,
    tags: &[&'static str],
    value: &T,
) -> Result<S::Ok, S::Error> {
    match tags.first() {
        None => value.serialize(serializer),
        Some(tag) => Tagged {
            tag: Tag(property, tag),
            value,
        }
        .serialize(serializer),
    }
}

#[derive(Serialize)]
struct Tagged<'v, T> {
    #[serde(flatten)]
    tag: Tag<'v>,
    #[serde(flatten)]
    value: &'v T,
}

struct Tag<'v>(&'static str, &'v str);

impl Serialize for Tag<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(1))?;
        object.serialize_entry(self.0, self.1)?;
        object.end()
    }
}
