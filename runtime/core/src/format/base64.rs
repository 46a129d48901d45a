//! `byte` and `contentEncoding: base64`.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_PAD_INDIFFERENT};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `byte`, or `contentEncoding: base64`: bytes that are base64 text in JSON (RFC 4648 section 4).
///
/// Written with padding, read with or without it.
///
/// ```
/// use countersign_core::format::Base64;
///
/// assert_eq!(serde_json::to_string(&Base64(vec![1, 2, 3, 4])).unwrap(), r#""AQIDBA==""#);
/// assert_eq!(serde_json::from_str::<Base64>(r#""AQIDBA""#).unwrap().0, [1, 2, 3, 4]);
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Base64({} bytes)", self.0.len())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&STANDARD.encode(&self.0))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Base64;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("base64 text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Base64, E> {
                STANDARD_PAD_INDIFFERENT
                    .decode(text)
                    .map(Base64)
                    .map_err(|_| {
                        E::invalid_value(de::Unexpected::Str("text that is not base64"), &self)
                    })
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_survive_the_journey_through_json(bytes: Vec<u8>) {
            let value = Base64(bytes);
            let text = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<Base64>(&text).unwrap(), value);
        }
    }

    #[test]
    fn text_that_is_not_base64_is_refused_without_being_quoted() {
        let error = serde_json::from_str::<Base64>(r#""%%top-secret%%""#).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
