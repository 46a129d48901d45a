//! What does a field hold when its setter is given a value? One function for each way to travel that may leave it out.

use crate::presence::Presence;

/// A property that may be left out.
pub fn optional<T>(value: impl Into<T>) -> Option<T> {
    Some(value.into())
}

/// A property of any type, null included, that may be left out.
pub fn any<T>(value: impl Into<T>) -> Option<T> {
    Some(value.into())
}

/// Files that may be left out.
pub fn file<T>(value: impl Into<T>) -> Option<T> {
    Some(value.into())
}

/// A property that may be left out and may be null.
pub fn optional_nullable<T>(value: impl Into<Presence<T>>) -> Presence<T> {
    value.into()
}
