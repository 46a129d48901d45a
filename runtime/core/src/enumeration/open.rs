//! Enums of texts that keep what they do not know.

pub use crate::{
    __open_enum_define as define, __open_enum_received as received, __text_enum_sent as sent,
};

/// An enum of texts with a variant for all others: see [`enumeration`](crate::enumeration).
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident : [$($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::open::define! { $(#[$attribute])* #[non_exhaustive] $name $body }
        $($crate::enumeration::open::$role! { $name $body })*
    };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident: [exact; $($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::open::define! { $(#[$attribute])* $name $body }
        $($crate::enumeration::open::$role! { $name $body })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_define {
    (
        $(#[$attribute:meta])*
        $name:ident { $($(#[$about:meta])* $variant:ident = $wire:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                $(#[$about])*
                #[doc = ""]
                #[doc = "The value `"]
                #[doc = $wire]
                #[doc = "`."]
                $variant,
            )*
            /// A value that the contract does not name.
            Unknown(::std::string::String),
        }

        #[allow(deprecated)]
        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[allow(deprecated)]
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(::core::convert::From::from(value)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                ::core::convert::From::from(value.as_str())
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_received {
    ($name:ident $body:tt) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::enumeration::read_open(deserializer)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum_sent {
    ($name:ident $body:tt) => {
        impl $crate::object::Serialize for $name {
            fn serialize<S: $crate::object::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
