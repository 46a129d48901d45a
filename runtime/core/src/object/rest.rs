//! What becomes of members that no field is declared for? They are ignored, or kept in a map.

use std::collections::BTreeMap;

use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};

/// Where undeclared members go: `()` or a map.
pub trait FillRest<'de, A: MapAccess<'de>> {
    /// Does it want them?
    fn keeps(&self) -> bool;

    /// Reads the value of a member.
    ///
    /// # Errors
    /// When it has another shape.
    fn fill(&mut self, name: String, members: &mut A) -> Result<(), A::Error>;
}

impl<'de, A: MapAccess<'de>> FillRest<'de, A> for () {
    fn keeps(&self) -> bool {
        false
    }

    fn fill(&mut self, _: String, members: &mut A) -> Result<(), A::Error> {
        members.next_value::<IgnoredAny>().map(|_| ())
    }
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> FillRest<'de, A> for BTreeMap<String, T> {
    fn keeps(&self) -> bool {
        true
    }

    fn fill(&mut self, name: String, members: &mut A) -> Result<(), A::Error> {
        let value = members.next_value()?;
        self.insert(name, value);
        Ok(())
    }
}

/// Where undeclared members come from: `()` or a map.
pub trait WriteRest<M: SerializeMap> {
    /// How many are there?
    fn count(&self) -> usize;

    /// Writes them all.
    ///
    /// # Errors
    /// When a value cannot be written.
    fn write(&self, members: &mut M) -> Result<(), M::Error>;
}

impl<M: SerializeMap> WriteRest<M> for () {
    fn count(&self) -> usize {
        0
    }

    fn write(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<M: SerializeMap, T: Serialize> WriteRest<M> for BTreeMap<String, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn write(&self, members: &mut M) -> Result<(), M::Error> {
        self.iter()
            .try_for_each(|(name, value)| members.serialize_entry(name, value))
    }
}
