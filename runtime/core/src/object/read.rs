//! What does a slot become once all members are read? One function for each way to travel; none where a property is missing that
//! must be there.

use crate::presence::Presence;

use super::constant::Only;

/// A property that must be there.
pub fn required<T>(slot: Option<T>) -> Option<T> {
    slot
}

/// A property that may be left out; null says the same.
pub fn optional<T>(slot: Option<Option<T>>) -> Option<Option<T>> {
    match slot {
        Some(value) => Some(value),
        None => Some(None),
    }
}

/// A property of any type, null included, that may be left out.
pub fn any<T>(slot: Option<T>) -> Option<Option<T>> {
    Some(slot)
}

/// A property that may be null. One that is missing is read as null, although it is always written.
pub fn nullable<T: Default>(slot: Option<T>) -> Option<T> {
    Some(slot.unwrap_or_default())
}

/// A property that may be left out and may be null.
pub fn optional_nullable<T>(slot: Option<Presence<T>>) -> Option<Presence<T>> {
    match slot {
        Some(value) => Some(value),
        None => Some(Presence::Absent),
    }
}

/// A property that must be `true`.
pub fn only_true(slot: Option<Only<true>>) -> Option<bool> {
    slot.map(|_| true)
}

/// A property that must be `false`.
pub fn only_false(slot: Option<Only<false>>) -> Option<bool> {
    slot.map(|_| false)
}
