//! Which Rust types stand for the `format`s of JSON Schema in generated code?
//!
//! A type accepts what its format is used for, not only what the standard's grammar says, keeps the text as it came, and
//! refuses everything else when it is read; servers assert the same.

mod base64;
mod decimal;
mod duration;
pub(crate) mod number_text;
mod time;

/// `date-time`: a moment (RFC 3339 section 5.6).
pub use jiff::Timestamp;
/// `date`.
pub use jiff::civil::Date;
/// A time of day by itself: what is inside a [`Time`].
pub use jiff::civil::Time as CivilTime;
/// `uuid` (RFC 9562).
pub use uuid::Uuid;

pub use base64::Base64;
pub use decimal::{Decimal, DecimalString};
pub use duration::Duration;
pub use time::Time;

/// A text that is not of its format. It does not quote the text, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not {expected}")]
pub struct FormatError {
    /// What it should have been, e.g. "a time such as 08:30:00Z".
    pub expected: &'static str,
}

/// Implements a format whose values are JSON strings that keep their text: `FromStr` decides which texts there are.
macro_rules! text_format {
    ($name:ident, $expected:literal) => {
        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::format::read_text(deserializer, $expected)
            }
        }
    };
}
use text_format;

/// Reads a JSON string as a format.
fn read_text<'de, D: serde::Deserializer<'de>, T: std::str::FromStr>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error> {
    struct Text<T>(&'static str, std::marker::PhantomData<T>);
    impl<T: std::str::FromStr> serde::de::Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str(self.0)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            text.parse()
                .map_err(|_| E::invalid_value(serde::de::Unexpected::Other("other text"), &self))
        }
    }
    deserializer.deserialize_str(Text(expected, std::marker::PhantomData))
}
