//! What does a slot become once all members are read? One function for each way to travel.

use serde::de::Error;

use crate::presence::Presence;

use super::constant::Only;

/// A property that must be there.
///
/// # Errors
/// When it is missing.
pub fn required<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}

/// A property that may be left out; null says the same.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub fn optional<T, E: Error>(slot: Option<Option<T>>, _: &'static str) -> Result<Option<T>, E> {
    Ok(slot.flatten())
}

/// A property of any type, null included, that may be left out.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub fn any<T, E: Error>(slot: Option<T>, _: &'static str) -> Result<Option<T>, E> {
    Ok(slot)
}

/// A property that may be null. One that is missing is read as null, although it is always written.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub fn nullable<T: Default, E: Error>(slot: Option<T>, _: &'static str) -> Result<T, E> {
    Ok(slot.unwrap_or_default())
}

/// A property that may be left out and may be null.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub fn optional_nullable<T, E: Error>(
    slot: Option<Presence<T>>,
    _: &'static str,
) -> Result<Presence<T>, E> {
    Ok(slot.unwrap_or_default())
}

/// A property that must be `true`.
///
/// # Errors
/// When it is missing.
pub fn only_true<E: Error>(slot: Option<Only<true>>, name: &'static str) -> Result<bool, E> {
    required(slot, name).map(|_| true)
}

/// A property that must be `false`.
///
/// # Errors
/// When it is missing.
pub fn only_false<E: Error>(slot: Option<Only<false>>, name: &'static str) -> Result<bool, E> {
    required(slot, name).map(|_| false)
}
