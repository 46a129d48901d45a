//! How is an enum of shapes declared? As a table: its alternatives, and where a property tells them apart, its values.
//!
//! ```
//! use countersign_core::{object, union};
//!
//! object! {
//!     /// An address.
//!     pub struct Mail: [sent, received] {
//!         pub kind: String = required "kind",
//!         pub to: String = required "to",
//!     }
//! }
//! union! {
//!     /// How to reach somebody.
//!     pub enum Contact: [sent, tagged("kind")] {
//!         Mail(Mail) from(Mail) = "mail" | "e-mail",
//!         ..Unknown
//!     }
//! }
//!
//! let read = |text| serde_json::from_str::<Contact>(text).unwrap();
//! assert!(matches!(read(r#"{"kind": "mail", "to": "a@b.test"}"#), Contact::Mail(_)));
//! assert!(matches!(read(r#"{"kind": "pigeon"}"#), Contact::Unknown(_)));
//! ```
//!
//! `tagged("kind")` is read by its tag; with a second text, values whose tag is missing or unknown are the alternative of that
//! tag. `sent` is written as its alternative is; `sent_tagged("kind")` writes the tag for those whose own type does not, which
//! have `+ "tag"` instead of `= "tag"`. `from(Type)` converts an alternative. `..Unknown` keeps values of no alternative.

mod tagged;

pub use serde_json::Value;

pub use crate::{
    __union_define as define, __union_sent as sent, __union_sent_tagged as sent_tagged,
    __union_tagged as tagged,
};
pub use tagged::{Alternative, Arm, Wrap, read_tagged, write_tagged};

/// An enum of shapes: see [`union`](mod@crate::union).
///
/// `pub enum` may get more alternatives in later contracts and is `#[non_exhaustive]`; with `exact;` before the roles it is not.
#[macro_export]
macro_rules! union {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident : [$($role:ident $(($($of:literal),+))?),*] $body:tt
    ) => {
        $crate::union::define! { $(#[$attribute])* #[non_exhaustive] $name $body }
        $($crate::union::$role! { $($($of),+ ;)? $name $body })*
    };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident: [exact; $($role:ident $(($($of:literal),+))?),*] $body:tt
    ) => {
        $crate::union::define! { $(#[$attribute])* $name $body }
        $($crate::union::$role! { $($($of),+ ;)? $name $body })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __union_define {
    (
        $(#[$attribute:meta])*
        $name:ident {
            $(
                $(#[$about:meta])*
                $variant:ident($type:ty) $(from($inner:ty))?
                $(= $($tag:literal)|+)? $(+ $($added:literal)|+)?,
            )*
            $(.. $unknown:ident $(,)?)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $(
                $(#[$about])*
                #[doc = ""]
                #[doc = "An alternative of the contract."]
                $variant($type),
            )*
            $(
                /// A value that fits no alternative of the contract.
                $unknown($crate::union::Value),
            )?
        }

        $(
            $(
                impl ::core::convert::From<$inner> for $name {
                    #[allow(deprecated)]
                    fn from(value: $inner) -> Self {
                        Self::$variant(::core::convert::From::from(value))
                    }
                }
            )?
        )*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __union_sent {
    (
        $name:ident {
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
                    $(Self::$variant(value) => $crate::object::Serialize::serialize(value, serializer),)*
                    $(Self::$unknown(value) => $crate::object::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
}
