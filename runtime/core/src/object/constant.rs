//! A boolean that can only be one of the two.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// `true` or `false`, as `B` says, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Only<const B: bool>;

impl<'de, const B: bool> Deserialize<'de> for Only<B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bool(Self)
    }
}

impl<const B: bool> Visitor<'_> for Only<B> {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if B { "true" } else { "false" })
    }

    fn visit_bool<E: Error>(self, given: bool) -> Result<Self, E> {
        if given == B {
            Ok(self)
        } else {
            Err(E::invalid_value(Unexpected::Bool(given), &self))
        }
    }
}
