//! Groups of keywords that most schemas do not have.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use super::{ArrayKeywords, ContentKeywords, NumericKeywords, ObjectKeywords, StringKeywords};

/// A group of keywords of which most schemas have none: it reads as the group itself, and is one pointer where no keyword of
/// the group was written. A contract of tens of thousands of schemas is a third of the size for it.
#[derive(Clone)]
pub struct Rare<T>(Option<Box<T>>);

/// A group that can be absent.
pub trait Absent: Default + 'static {
    /// The group without any keyword.
    fn absent() -> &'static Self;
}

macro_rules! absent {
    ($($group:ident)*) => {$(
        impl Absent for $group {
            fn absent() -> &'static Self {
                static NONE: LazyLock<$group> = LazyLock::new($group::default);
                &NONE
            }
        }
    )*};
}

absent! { NumericKeywords StringKeywords ContentKeywords ArrayKeywords ObjectKeywords }

impl<T> Rare<T> {
    /// The group to change, if any keyword of it was written.
    pub(crate) fn written_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T: Absent + PartialEq> Rare<T> {
    /// Is any keyword of the group present?
    pub fn is_used(&self) -> bool {
        self.0.as_deref().is_some_and(|group| group != T::absent())
    }
}

impl<T: Absent> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(group) => group,
            None => T::absent(),
        }
    }
}

impl<T: Absent> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<T> for Rare<T> {
    fn from(group: T) -> Self {
        Self(Some(Box::new(group)))
    }
}

impl<T: Absent + PartialEq> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Absent + PartialEq> Eq for Rare<T> {}

impl<T: Absent + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
