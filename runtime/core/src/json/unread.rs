//! A value of which it is still to be found out what it is: what can be seen of it, and its text with every digit.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{JsonError, decode, integers, raw, whole};
use crate::choice::Choice;

/// A JSON value that is looked at before it is read. What is seen of it has doubles for numbers, and integers where a number is
/// whole; what is read out of it has the digits that were written.
///
/// ```
/// use countersign_core::format::Decimal;
/// use countersign_core::json::Unread;
///
/// #[derive(Debug, PartialEq)]
/// enum Amount { Exact(Decimal), Named(String) }
///
/// impl<'de> serde::Deserialize<'de> for Amount {
///     fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         let value = Unread::take(deserializer)?;
///         if value.is_string() { value.read(Self::Named) } else { value.read(Self::Exact) }
///     }
/// }
///
/// let amounts: Vec<Amount> = serde_json::from_str("[123456789012345678.123456789]").unwrap();
/// assert_eq!(amounts, [Amount::Exact("123456789012345678.123456789".parse().unwrap())]);
/// ```
pub struct Unread {
    text: String,
    seen: Value,
    /// Has it numbers that no double holds? The greatest ones are seen in their place.
    beyond: bool,
}

impl Unread {
    /// Takes a value as it is.
    ///
    /// # Errors
    /// When there is none.
    pub fn take<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(raw::name(), Taker)
    }

    /// The same object without a member.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        let members = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(&self.text);
        if let (Ok(mut members), Value::Object(seen)) = (members, &mut self.seen)
            && members.remove(name).is_some()
            && let Ok(text) = serde_json::to_string(&members)
        {
            seen.shift_remove(name);
            self.text = text;
        }
        self
    }

    /// Reads it as a type; `wrap` makes that an alternative.
    ///
    /// # Errors
    /// When it has another shape.
    #[inline(never)]
    pub fn read<T: DeserializeOwned, U, E: de::Error>(&self, wrap: fn(T) -> U) -> Result<U, E> {
        match decode(self.text.as_bytes()) {
            Ok(value) => Ok(wrap(value)),
            Err(JsonError { message, .. }) => Err(E::custom(message)),
        }
    }

    /// A choice among types that nothing tells apart.
    pub fn choose<'v, U: 'v>(&'v self) -> Choice<'v, U> {
        let exact = whole::has_exact_numbers(&self.text).then_some(self.text.as_str());
        Choice::between(&self.seen, exact, self.beyond)
    }

    /// Keeps it as it is seen; `wrap` makes that an alternative.
    ///
    /// # Errors
    /// When it has a number that no double holds, so that it would be another one.
    pub fn keep<U, E: de::Error>(self, wrap: fn(Value) -> U) -> Result<U, E> {
        if self.beyond {
            return Err(E::custom("number out of range"));
        }
        Ok(wrap(self.seen))
    }

    fn of_text<E: de::Error>(text: String) -> Result<Self, E> {
        let (seen, beyond) = match serde_json::from_str(&text) {
            Ok(seen) => (seen, false),
            Err(error) => {
                let bounded = whole::bounded(&text).ok_or_else(|| E::custom(&error))?;
                let seen = serde_json::from_slice(&bounded).map_err(|_| E::custom(error))?;
                (seen, true)
            }
        };
        Ok(Self {
            text,
            seen: integers(seen),
            beyond,
        })
    }

    fn of_value(seen: Value) -> Self {
        Self {
            text: seen.to_string(),
            seen: integers(seen),
            beyond: false,
        }
    }
}

impl Deref for Unread {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.seen
    }
}

/// It may hold secrets, so it is not printed.
impl fmt::Debug for Unread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Unread").finish_non_exhaustive()
    }
}

/// Takes the text that the JSON library hands out; from anything else the value it has.
struct Taker;

impl<'de> Visitor<'de> for Taker {
    type Value = Unread;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unread, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if members.is_empty() && name == raw::name() {
                return Unread::of_text(map.next_value_seed(raw::Text)?);
            }
            members.insert(name, map.next_value()?);
        }
        Ok(Unread::of_value(Value::Object(members)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Unread, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Unread::of_value(Value::Array(values)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Unread, D::Error> {
        Value::deserialize(inner).map(Unread::of_value)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Unread, E> {
        Ok(Unread::of_value(value.into()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Unread, E> {
        Ok(Unread::of_value(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Unread, E> {
        Ok(Unread::of_value(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Unread, E> {
        Ok(Unread::of_value(value.into()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Unread, E> {
        Ok(Unread::of_value(value.into()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Unread, E> {
        Ok(Unread::of_value(Value::Null))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::format::Decimal;

    #[derive(Debug, PartialEq)]
    struct Anything(Value, String);

    impl<'de> Deserialize<'de> for Anything {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let taken = Unread::take(deserializer)?;
            let text = taken.text.clone();
            taken
                .keep(|value| Self(value, String::new()))
                .map(|kept| Self(kept.0, text))
        }
    }

    #[test]
    fn every_value_is_taken_from_texts_values_and_what_others_kept() {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Kept {
            Value(Anything),
        }
        for value in [
            json!(null),
            json!(true),
            json!(-1),
            json!(2.5),
            json!("a"),
            json!([1, {}]),
            json!({ "a": [null] }),
            json!({}),
        ] {
            let expected = Anything(value.clone(), value.to_string());
            let read: Anything = serde_json::from_str(&value.to_string()).expect("JSON");
            assert_eq!(read, expected);
            let converted: Anything = serde_json::from_value(value.clone()).expect("a value");
            assert_eq!(converted, expected);
            let Kept::Value(kept) = serde_json::from_value(value).expect("a value");
            assert_eq!(kept, expected);
        }
    }

    #[test]
    fn a_member_less_leaves_the_digits_of_the_others() {
        let text = r#"{"kind":"a","price":1.50,"n":2.0}"#;
        let taken = serde_json::from_str::<Holder>(text).expect("JSON").0;
        assert_eq!(taken.get("n"), Some(&json!(2)));
        let rest = taken.without("kind");
        assert!(rest.get("kind").is_none());
        let read: Result<BTreeMap<String, Decimal>, serde_json::Error> = rest.read(|it| it);
        let read = read.expect("decimals");
        assert_eq!(read["price"].as_str(), "1.50");
    }

    #[derive(Debug, PartialEq)]
    enum Numbers {
        Doubles(Vec<f64>),
        Decimals(Vec<Decimal>),
    }

    #[test]
    fn a_number_beyond_doubles_is_read_by_types_that_hold_it() {
        let taken = serde_json::from_str::<Holder>(r#"{"n": -1e400, "m": [1.50]}"#).expect("JSON");
        assert!(taken.0["n"].is_f64());
        let kept: Result<Value, serde_json::Error> = taken.0.keep(|value| value);
        let message = kept.expect_err("no value holds it").to_string();
        assert_eq!(message, "number out of range");
        let taken = serde_json::from_str::<Holder>("[1e400]").expect("JSON").0;
        let chosen = taken
            .choose()
            .offer(Numbers::Doubles)
            .offer(Numbers::Decimals)
            .best();
        let decimal = "1e400".parse().expect("a decimal");
        assert_eq!(chosen, Some(Numbers::Decimals(vec![decimal])));
        let doubles: Result<Numbers, serde_json::Error> = taken.read(Numbers::Doubles);
        let message = doubles.expect_err("no double").to_string();
        assert!(message.contains("number out of range"), "{message}");
    }

    #[test]
    fn nesting_ends_where_the_json_library_ends_it() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(serde_json::from_str::<Holder>(&deep).is_err());
    }

    struct Holder(Unread);

    impl<'de> Deserialize<'de> for Holder {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Unread::take(deserializer).map(Self)
        }
    }

    impl fmt::Debug for Holder {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(formatter)
        }
    }
}
