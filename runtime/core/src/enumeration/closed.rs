//! Enums of texts that refuse what they do not know.

pub use crate::{
    __closed_enum_define as define, __closed_enum_received as received, __text_enum_sent as sent,
};

/// An enum of texts and of no others: see [`enumeration`](crate::enumeration).
#[macro_export]
macro_rules! closed_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident : [$($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::closed::define! { $(#[$attribute])* #[non_exhaustive] $name $body }
        $($crate::enumeration::closed::$role! { $name $body })*
    };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident: [exact; $($role:ident),*] $body:tt
    ) => {
        $crate::enumeration::closed::define! { $(#[$attribute])* $name $body }
        $($crate::enumeration::closed::$role! { $name $body })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __closed_enum_define {
    (
        $(#[$attribute:meta])*
        $name:ident { $($(#[$about:meta])* $variant:ident = $wire:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                $(#[$about])*
                #[doc = ""]
                #[doc = "The value `"]
                #[doc = $wire]
                #[doc = "`."]
                $variant,
            )*
        }

        #[allow(deprecated)]
        impl $name {
            /// The value on the wire.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __closed_enum_received {
    ($name:ident { $($(#[$about:meta])* $variant:ident = $wire:literal),* $(,)? }) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            #[allow(deprecated)]
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::enumeration::read_closed(
                    deserializer,
                    &[$($wire),*],
                    &[$(Self::$variant),*],
                )
            }
        }
    };
}
