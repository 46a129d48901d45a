//! How is a tuple struct declared, that stands for one value or for an array whose first items have types of their own?
//!
//! ```
//! use countersign_core::{newtype, tuple};
//!
//! newtype! {
//!     /// A tree of nothing but branches.
//!     pub struct Tree(Vec<Tree>): [sent, received];
//! }
//! tuple! {
//!     /// A row of a table.
//!     pub struct Row: [sent, received] {
//!         item 0: String,
//!         optional 1: Option<u8>,
//!         rest 2: Vec<bool>,
//!     }
//! }
//!
//! assert_eq!(serde_json::from_str::<Tree>("[[], []]").unwrap().0.len(), 2);
//! let row: Row = serde_json::from_str(r#"["a",1,true,false]"#).unwrap();
//! assert_eq!(row, Row("a".into(), Some(1), vec![true, false]));
//! assert_eq!(serde_json::to_string(&Row("a".into(), None, vec![])).unwrap(), r#"["a"]"#);
//! assert!(serde_json::to_string(&Row("a".into(), None, vec![true])).is_err());
//! ```
//!
//! An `item` is always there, the array may end before an `optional` one, and `rest` holds all that follow. The roles
//! `sent_in_parts` and `received_in_parts` are for arrays that travel as the parts of one body, see
//! [`multipart`](crate::multipart).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::ser::{Error as _, Serialize};

pub use serde::de::SeqAccess;
pub use serde::ser::SerializeSeq;

/// The roles of a tuple struct around one value.
pub mod newtype {
    pub use crate::{__newtype_received as received, __newtype_sent as sent};
}

pub use crate::{
    __tuple_define as define, __tuple_received as received,
    __tuple_received_in_parts as received_in_parts, __tuple_sent as sent,
    __tuple_sent_in_parts as sent_in_parts,
};

/// A tuple struct around one value, which it is on the wire: see [`tuple`](mod@crate::tuple).
#[macro_export]
macro_rules! newtype {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident($type:ty): [$($role:ident),*];
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(
            /// What it is on the wire.
            pub $type,
        );

        $($crate::tuple::newtype::$role! { $name })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_received {
    ($name:ident) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::object::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_sent {
    ($name:ident) => {
        impl $crate::object::Serialize for $name {
            fn serialize<S: $crate::object::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::object::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}

/// A tuple struct that is an array on the wire: see [`tuple`](mod@crate::tuple).
#[macro_export]
macro_rules! tuple {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident: [$($role:ident),*] $items:tt
    ) => {
        $crate::tuple::define! { $(#[$attribute])* $name $items }
        $($crate::tuple::$role! { $name $items })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tuple_define {
    ($(#[$attribute:meta])* $name:ident { $($kind:ident $at:tt: $type:ty),+ $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(
            $(
                #[doc = "What stands in the array at"]
                #[doc = stringify!($at)]
                pub $type,
            )+
        );
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tuple_received {
    ($name:ident { $($kind:ident $at:tt: $type:ty),+ $(,)? }) => {
        impl<'de> $crate::object::Deserialize<'de> for $name {
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::tuple::read(deserializer)
            }
        }

        impl<'de> $crate::tuple::Tuple<'de> for $name {
            fn read<A: $crate::tuple::SeqAccess<'de>>(
                items: &mut $crate::tuple::Reader<A>,
            ) -> ::core::result::Result<Self, A::Error> {
                ::core::result::Result::Ok(Self($(items.$kind()?),+))
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tuple_sent {
    ($name:ident { $($kind:ident $at:tt: $type:ty),+ $(,)? }) => {
        impl $crate::object::Serialize for $name {
            fn serialize<S: $crate::object::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let mut items = $crate::tuple::Writer::new(serializer.serialize_seq(None)?);
                $(items.$kind(&self.$at)?;)+
                items.end()
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tuple_received_in_parts {
    ($name:ident { $($kind:ident $at:tt: $type:ty),+ $(,)? }) => {
        impl $crate::multipart::FromParts for $name {
            fn from_parts(
                parts: &mut $crate::multipart::Parts,
            ) -> ::core::result::Result<Self, $crate::json::JsonError> {
                ::core::result::Result::Ok(Self($(parts.$kind()?),+))
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tuple_sent_in_parts {
    ($name:ident { $($kind:ident $at:tt: $type:ty),+ $(,)? }) => {
        impl $crate::multipart::IntoParts for $name {
            fn into_parts(self, parts: &mut $crate::multipart::Parts) {
                $($crate::multipart::put::$kind(parts, self.$at);)+
            }
        }
    };
}

/// What the table of a tuple that is read becomes.
pub trait Tuple<'de>: Sized {
    /// Reads the items of an array.
    ///
    /// # Errors
    /// When one has another shape or is missing.
    fn read<A: SeqAccess<'de>>(items: &mut Reader<A>) -> Result<Self, A::Error>;
}

/// Reads a tuple.
///
/// # Errors
/// When there is no array, or [`Tuple::read`] refuses it.
pub fn read<'de, T: Tuple<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_seq(TupleVisitor(PhantomData))
}

struct TupleVisitor<T>(PhantomData<T>);

impl<'de, T: Tuple<'de>> Visitor<'de> for TupleVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        T::read(&mut Reader::new(items))
    }
}

/// Writes the fields of a tuple struct one after the other.
#[derive(Debug)]
pub struct Writer<S> {
    items: S,
    count: usize,
    ended: bool,
}

impl<S: SerializeSeq> Writer<S> {
    /// Begins an array.
    pub const fn new(items: S) -> Self {
        Self {
            items,
            count: 0,
            ended: false,
        }
    }

    /// An item that is there.
    ///
    /// # Errors
    /// When the item has no such form, or one before it was left out.
    pub fn item<T: Serialize>(&mut self, item: &T) -> Result<(), S::Error> {
        self.count += 1;
        if self.ended {
            let message = format_args!(
                "item {} of the array is given without those before it",
                self.count
            );
            return Err(S::Error::custom(message));
        }
        self.items.serialize_element(item)
    }

    /// An item that may be left out.
    ///
    /// # Errors
    /// As [`Writer::item`].
    pub fn optional<T: Serialize>(&mut self, item: &Option<T>) -> Result<(), S::Error> {
        if let Some(item) = item {
            return self.item(item);
        }
        self.count += 1;
        self.ended = true;
        Ok(())
    }

    /// All other items.
    ///
    /// # Errors
    /// As [`Writer::item`].
    pub fn rest<T: Serialize>(&mut self, items: &[T]) -> Result<(), S::Error> {
        items.iter().try_for_each(|item| self.item(item))
    }

    /// Ends the array.
    ///
    /// # Errors
    /// What the format says.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.items.end()
    }
}

/// Reads the fields of a tuple struct one after the other.
#[derive(Debug)]
pub struct Reader<A> {
    items: A,
    count: usize,
}

impl<'de, A: SeqAccess<'de>> Reader<A> {
    /// Begins an array.
    pub const fn new(items: A) -> Self {
        Self { items, count: 0 }
    }

    /// An item that must be there.
    ///
    /// # Errors
    /// When the array has ended, or the item is no `T`.
    pub fn item<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        let count = self.count;
        self.optional()?
            .ok_or_else(|| A::Error::invalid_length(count, &"more items"))
    }

    /// An item, unless the array has ended.
    ///
    /// # Errors
    /// When the item is no `T`.
    pub fn optional<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        self.count += 1;
        self.items.next_element()
    }

    /// All other items.
    ///
    /// # Errors
    /// When one of them is no `T`.
    pub fn rest<T: Deserialize<'de>>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = self.items.next_element()? {
            items.push(item);
        }
        Ok(items)
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "tables are of types that others see")]
mod tests {
    crate::tuple! {
        /// An item that may be null and may be missing.
        pub struct Pair: [sent, received] {
            item 0: u8,
            optional 1: Option<Option<bool>>,
        }
    }

    #[test]
    fn an_item_that_is_null_is_not_one_that_is_missing() {
        for (text, pair) in [("[1]", Pair(1, None)), ("[1,null]", Pair(1, Some(None)))] {
            assert_eq!(serde_json::from_str::<Pair>(text).unwrap(), pair);
            assert_eq!(serde_json::to_string(&pair).unwrap(), text);
        }
    }

    #[test]
    fn arrays_that_are_too_short_or_too_long_are_refused() {
        for text in ["[]", "[1,true,2]", "{}", "[\"x\"]"] {
            assert!(
                crate::json::decode::<Pair>(text.as_bytes()).is_err(),
                "{text}"
            );
        }
    }
}
