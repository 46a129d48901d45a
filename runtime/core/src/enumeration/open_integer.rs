//! Enums of integers that keep what they do not know.

pub use crate::{
    __integer_enum_sent as sent, __open_integer_enum_define as define,
    __open_integer_enum_received as received,
};

/// An enum of integers with a variant for all others: see [`enumeration`](crate::enumeration).
#[macro_export]
macro_rules! open_integer_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident : [$($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::open_integer::define! { $(#[$attribute])* #[non_exhaustive] $name $body }
        $($crate::enumeration::open_integer::$role! { $name $body })*
    };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident: [exact; $($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::open_integer::define! { $(#[$attribute])* $name $body }
        $($crate::enumeration::open_integer::$role! { $name $body })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __open_integer_enum_define {
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
            /// A value that the contract does not name.
            Unknown(i64),
        }

        #[allow(deprecated)]
        impl $name {
            /// The value on the wire.
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[allow(deprecated)]
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __open_integer_enum_received {
    ($name:ident $body:tt) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <i64 as $crate::object::Deserialize>::deserialize(deserializer)
                    .map(::core::convert::From::from)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum_sent {
    ($name:ident $body:tt) => {
        impl $crate::object::Serialize for $name {
            fn serialize<S: $crate::object::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
}
