//! Enums of integers that refuse what they do not know.

use serde::de::{Deserialize, Deserializer, Error};

pub use crate::{
    __closed_integer_enum_define as define, __closed_integer_enum_received as received,
    __integer_enum_sent as sent,
};

/// An enum of integers and of no others: see [`enumeration`](crate::enumeration).
#[macro_export]
macro_rules! closed_integer_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident : [$($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::closed_integer::define! { $(#[$attribute])* #[non_exhaustive] $name $body }
        $($crate::enumeration::closed_integer::$role! { $name $body })*
    };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident: [exact; $($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::closed_integer::define! { $(#[$attribute])* $name $body }
        $($crate::enumeration::closed_integer::$role! { $name $body })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __closed_integer_enum_define {
    (
        $(#[$attribute:meta])*
        $name:ident { $($(#[$about:meta])* $variant:ident = $value:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                $(#[$about])*
                #[doc = ""]
                #[doc = "The value `"]
                #[doc = stringify!($value)]
                #[doc = "`."]
                $variant,
            )*
        }

        #[allow(deprecated)]
        impl $name {
            /// The value on the wire.
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __closed_integer_enum_received {
    ($name:ident { $($(#[$about:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            #[allow(deprecated)]
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::enumeration::closed_integer::read(
                    deserializer,
                    stringify!($name),
                    &[$(($value, Self::$variant)),*],
                )
            }
        }
    };
}

/// Reads an enum whose values are these.
///
/// # Errors
/// When there is no integer, or another one.
pub fn read<'de, T: Copy, D: Deserializer<'de>>(
    deserializer: D,
    name: &str,
    variants: &[(i64, T)],
) -> Result<T, D::Error> {
    let given = i64::deserialize(deserializer)?;
    let found = variants.iter().find(|(value, _)| *value == given);
    let unknown = || D::Error::custom(format_args!("{given} is no value of {name}"));
    found.map(|(_, variant)| *variant).ok_or_else(unknown)
}
