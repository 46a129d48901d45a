//! Is a field written, and what of it? One function for each way to travel.

use serde::Serialize;
use serde::ser::SerializeMap;

use super::sent::Member;
use crate::presence::Presence;

/// A property that must be there.
pub fn required<T: Serialize, M: SerializeMap>(value: &T) -> Member<'_, M> {
    Some(value)
}

/// A property that may be left out.
pub fn optional<T: Serialize, M: SerializeMap>(value: &Option<T>) -> Member<'_, M> {
    value.as_ref().map(|value| value as _)
}

/// A property of any type, null included, that may be left out.
pub fn any<T: Serialize, M: SerializeMap>(value: &Option<T>) -> Member<'_, M> {
    optional(value)
}

/// A property that may be null.
pub fn nullable<T: Serialize, M: SerializeMap>(value: &T) -> Member<'_, M> {
    Some(value)
}

/// A property that may be left out and may be null.
pub fn optional_nullable<T: Serialize, M: SerializeMap>(value: &Presence<T>) -> Member<'_, M> {
    (!value.is_absent()).then_some(value)
}

/// A property that must be `true`. Whoever set it to something else is told by the other side.
pub fn only_true<M: SerializeMap>(value: &bool) -> Member<'_, M> {
    Some(value)
}

/// A property that must be `false`. Whoever set it to something else is told by the other side.
pub fn only_false<M: SerializeMap>(value: &bool) -> Member<'_, M> {
    Some(value)
}
