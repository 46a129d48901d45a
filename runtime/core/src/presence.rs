//! Was a property left out, given as null, or given?
//!
//! JSON tells the first two apart and `Option` does not. A PATCH that clears a field needs all three.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A property that may be absent and may be null.
///
/// Fields of this type need `#[serde(default, skip_serializing_if = "Presence::is_absent")]`.
///
/// ```
/// use countersign_core::presence::Presence;
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Patch {
///     #[serde(default, skip_serializing_if = "Presence::is_absent")]
///     note: Presence<String>,
/// }
///
/// let note = |text| serde_json::from_str::<Patch>(text).unwrap().note;
/// assert_eq!(note("{}"), Presence::Absent);
/// assert_eq!(note(r#"{"note": null}"#), Presence::Null);
/// assert_eq!(note(r#"{"note": "gift"}"#), Presence::from("gift".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence<T> {
    /// The property is left out.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Presence<T> {
    /// Whether the property is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is given as `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Presence<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`: absence is said with [`Presence::Absent`].
impl<T> From<Option<T>> for Presence<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Presence<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Serialize> Serialize for Presence<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_option().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Presence<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

/// For `#[serde(default, deserialize_with = "..")]` on an optional property whose type has a null of its own, such as
/// any JSON value: `null` is a value of it, and only an absent property is `None`.
///
/// ```
/// use countersign_core::presence;
/// use serde_json::Value;
///
/// #[derive(serde::Deserialize)]
/// struct Event {
///     #[serde(default, deserialize_with = "presence::given")]
///     data: Option<Value>,
/// }
///
/// let data = |text| serde_json::from_str::<Event>(text).unwrap().data;
/// assert_eq!(data("{}"), None);
/// assert_eq!(data(r#"{"data": null}"#), Some(Value::Null));
/// ```
///
/// # Errors
/// As `T` reports them.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Patch {
        #[serde(default, skip_serializing_if = "Presence::is_absent")]
        note: Presence<u8>,
    }

    #[test]
    fn the_three_states_survive_the_journey_through_json() {
        let states = [
            (Presence::Absent, json!({})),
            (Presence::Null, json!({"note": null})),
            (Presence::Value(1), json!({"note": 1})),
        ];
        for (note, text) in states {
            assert_eq!(serde_json::to_value(Patch { note }).unwrap(), text);
            assert_eq!(
                serde_json::from_value::<Patch>(text).unwrap(),
                Patch { note }
            );
        }
    }

    #[test]
    fn only_a_value_is_some() {
        assert_eq!(Presence::Value(1).into_option(), Some(1));
        assert_eq!(Presence::<u8>::Null.as_option(), None);
        assert!(Presence::<u8>::default().is_absent());
    }

    #[test]
    fn text_and_options_convert() {
        assert_eq!(
            Presence::<String>::from("gift"),
            Presence::Value("gift".to_owned())
        );
        assert!(Presence::<u8>::from(None).is_null());
    }
}
