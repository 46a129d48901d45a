//! Which variant is a text?

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// Reads an enum that every text is a value of.
///
/// # Errors
/// When there is no text.
#[inline(never)]
pub fn read_open<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'t> From<&'t str>,
    D: Deserializer<'de>,
{
    let mut slot = None;
    match deserializer.deserialize_str(Open(&mut slot)) {
        Ok(()) => slot.ok_or_else(no_text),
        Err(error) => Err(error),
    }
}

/// A slot is filled or there is an error.
fn no_text<E: Error>() -> E {
    E::custom("expected a string")
}

/// Where a text goes, whatever it becomes: readers are compiled anew for each type that visits them.
struct Open<'s>(&'s mut dyn Slot);

trait Slot {
    fn fill(&mut self, text: &str);
}

impl<T: for<'t> From<&'t str>> Slot for Option<T> {
    fn fill(&mut self, text: &str) {
        *self = Some(T::from(text));
    }
}

impl Visitor<'_> for Open<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.fill(text);
        Ok(())
    }
}

/// Reads an enum whose values are those of `names`, in the order of `variants`.
///
/// # Errors
/// When there is no text, or another one.
pub fn read_closed<'de, T: Copy, D: Deserializer<'de>>(
    deserializer: D,
    names: &'static [&'static str],
    variants: &[T],
) -> Result<T, D::Error> {
    let index = deserializer.deserialize_str(Closed(names))?;
    let unknown = || D::Error::unknown_variant("", names);
    variants.get(index).copied().ok_or_else(unknown)
}

struct Closed(&'static [&'static str]);

impl Visitor<'_> for Closed {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<usize, E> {
        let index = self.0.iter().position(|name| *name == text);
        index.ok_or_else(|| E::unknown_variant(text, self.0))
    }
}
