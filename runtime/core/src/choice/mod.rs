//! Which of several types is a JSON value, when nothing in it says so? The one that keeps most of it.

mod effort;
mod tracked;

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::json;
pub(crate) use effort::Effort;
use tracked::Tracked;

/// Tries types on one value. Each is asked what it would drop; the first that drops least is chosen, unless it drops a
/// member that another type knows: then the value is a mixture that none of them can hold. Types that are tried may hold unions
/// that are tried: where that takes more tries than a text of its length is worth, none is chosen.
///
/// ```
/// use countersign_core::choice::Choice;
///
/// #[derive(Debug, PartialEq, serde::Deserialize)]
/// struct Mail { to: Option<String> }
/// #[derive(Debug, PartialEq, serde::Deserialize)]
/// struct Call { number: Option<String> }
/// #[derive(Debug, PartialEq)]
/// enum Contact { Mail(Mail), Call(Call) }
///
/// let read = |value| Choice::of(&value).offer(Contact::Mail).offer(Contact::Call).best();
/// assert_eq!(read(serde_json::json!({ "number": "1" })), Some(Contact::Call(Call { number: Some("1".into()) })));
/// assert_eq!(read(serde_json::json!({ "to": "a", "new": 1 })), Some(Contact::Mail(Mail { to: Some("a".into()) })));
/// assert_eq!(read(serde_json::json!({ "to": "a", "number": "1" })), None);
/// ```
pub struct Choice<'v, U> {
    value: &'v Value,
    /// The text of the value, where that has digits which the value has not.
    exact: Option<&'v str>,
    /// Has it numbers that no double holds? Then only the text says whether a type fits.
    beyond: bool,
    best: Option<Candidate<'v, U>>,
    /// What every type that fits would drop.
    dropped_by_all: Vec<String>,
    /// Were there too many tries, here or further inside?
    gave_up: bool,
}

struct Candidate<'v, U> {
    value: U,
    dropped: Vec<String>,
    /// Reads it from the exact text.
    exactly: Option<Box<dyn FnOnce() -> Option<U> + 'v>>,
}

impl<'v, U: 'v> Choice<'v, U> {
    /// A choice for `value`, with nothing to choose from yet.
    pub const fn of(value: &'v Value) -> Self {
        Self::between(value, None, false)
    }

    /// The same for a value with a text that says more.
    pub(crate) const fn between(value: &'v Value, exact: Option<&'v str>, beyond: bool) -> Self {
        Self {
            value,
            exact,
            beyond,
            best: None,
            dropped_by_all: Vec::new(),
            gave_up: false,
        }
    }

    /// Offers a type; `wrap` makes it an alternative.
    #[must_use]
    pub fn offer<T: DeserializeOwned + 'v>(self, wrap: fn(T) -> U) -> Self {
        self.offer_if(wrap, |_| true)
    }

    /// Offers a type where `condition` holds.
    #[must_use]
    pub fn offer_when<T: DeserializeOwned + 'v>(self, condition: bool, wrap: fn(T) -> U) -> Self {
        if condition { self.offer(wrap) } else { self }
    }

    /// Offers a type of which only some values count.
    #[must_use]
    pub fn offer_if<T: DeserializeOwned + 'v>(
        mut self,
        wrap: fn(T) -> U,
        counts: fn(&T) -> bool,
    ) -> Self {
        let _effort = Effort::of_text(0);
        if !Effort::spend() {
            self.gave_up = true;
            return self;
        }
        let mut dropped = Vec::new();
        match T::deserialize(Tracked::new(self.value, &mut dropped)) {
            Ok(value) if counts(&value) => {
                let read = move |text: &str| json::decode(text.as_bytes()).ok().map(wrap);
                let (value, exactly) = match self.exact {
                    Some(text) if self.beyond => (read(text), None),
                    Some(text) => {
                        let exactly: Box<dyn FnOnce() -> Option<U> + 'v> =
                            Box::new(move || read(text));
                        (Some(wrap(value)), Some(exactly))
                    }
                    None => (Some(wrap(value)), None),
                };
                match value {
                    Some(value) => self.judge(Candidate {
                        value,
                        dropped,
                        exactly,
                    }),
                    None => self,
                }
            }
            Ok(_) | Err(_) => self,
        }
    }

    fn judge(mut self, candidate: Candidate<'v, U>) -> Self {
        self.best = Some(match self.best.take() {
            None => {
                self.dropped_by_all.clone_from(&candidate.dropped);
                candidate
            }
            Some(best) => {
                self.dropped_by_all
                    .retain(|path| candidate.dropped.contains(path));
                if candidate.dropped.len() < best.dropped.len() {
                    candidate
                } else {
                    best
                }
            }
        });
        self
    }

    /// The alternative that keeps most; `None` when no type fits, the best one drops what another knows, or there were too
    /// many tries.
    pub fn best(self) -> Option<U> {
        let best = self.best.filter(|_| !self.gave_up)?;
        let mut dropped = best.dropped.iter();
        if !dropped.all(|path| self.dropped_by_all.contains(path)) {
            return None;
        }
        let exact = best.exactly.and_then(|read| read());
        Some(exact.unwrap_or(best.value))
    }
}

/// Candidates may hold secrets, so they are not printed.
impl<U> fmt::Debug for Choice<'_, U> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Choice").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        a: Option<u8>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Other {
        b: Option<u8>,
    }

    #[derive(Debug, PartialEq)]
    enum Either {
        Left(Vec<BTreeMap<String, Inner>>),
        Right(Vec<BTreeMap<String, Other>>),
    }

    fn read(value: &Value) -> Option<Either> {
        Choice::of(value)
            .offer(Either::Left)
            .offer(Either::Right)
            .best()
    }

    #[test]
    fn what_is_dropped_counts_at_any_depth() {
        let right = read(&json!([{ "x": { "b": 1 } }]));
        let inner = BTreeMap::from([("x".to_owned(), Other { b: Some(1) })]);
        assert_eq!(right, Some(Either::Right(vec![inner])));
        assert_eq!(read(&json!([{ "x": { "a": 1, "b": 1 } }])), None);
    }

    /// Two alternatives that differ in what they say last, each with more of the same inside.
    #[derive(Debug, PartialEq)]
    enum Nested {
        Left(Box<Left>),
        Right(Box<Right>),
        Unknown(Value),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Left {
        inner: Option<Nested>,
        left: Option<u8>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Right {
        inner: Option<Nested>,
        right: Option<u8>,
    }

    impl<'de> Deserialize<'de> for Nested {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = json::Unread::take(deserializer)?;
            let choice = value.choose().offer(Self::Left).offer(Self::Right);
            let best = choice.best();
            best.map_or_else(|| value.keep(Self::Unknown), Ok)
        }
    }

    fn nested(depth: usize) -> String {
        let (open, close) = (r#"{"inner":"#, r#","right":1}"#);
        format!("{}null{}", open.repeat(depth), close.repeat(depth))
    }

    #[test]
    fn what_would_be_tried_for_ever_stays_as_it_is() {
        let text = nested(100);
        let Nested::Unknown(kept) = json::decode(text.as_bytes()).expect("JSON") else {
            panic!("2 to the power of 100 tries");
        };
        assert_eq!(kept, serde_json::from_str::<Value>(&text).expect("JSON"));
    }

    #[test]
    fn what_is_nested_as_people_nest_is_chosen_at_every_depth() {
        let mut read: Nested = json::decode(nested(6).as_bytes()).expect("JSON");
        for _ in 0..6 {
            let Nested::Right(right) = read else {
                panic!("{read:?}");
            };
            assert_eq!(right.right, Some(1));
            let Some(inner) = right.inner else { return };
            read = inner;
        }
    }

    #[test]
    fn a_long_list_has_tries_for_every_item() {
        let items = vec![nested(2); 20_000].join(",");
        let read: Vec<Nested> = json::decode(format!("[{items}]").as_bytes()).expect("JSON");
        assert!(read.iter().all(|item| matches!(item, Nested::Right(_))));
    }

    #[test]
    fn of_equals_the_first_is_chosen() {
        assert_eq!(read(&json!([])), Some(Either::Left(vec![])));
    }

    #[test]
    fn a_type_that_does_not_fit_has_no_say() {
        let left = read(&json!([{ "x": { "a": 1, "b": "none of yours" } }]));
        let inner = BTreeMap::from([("x".to_owned(), Inner { a: Some(1) })]);
        assert_eq!(left, Some(Either::Left(vec![inner])));
        assert_eq!(read(&json!("x")), None);
    }

    #[test]
    fn tuples_are_of_one_length() {
        let pair = |value: &Value| Choice::of(value).offer(|pair: (u8, u8)| pair).best();
        assert_eq!(pair(&json!([1, 2])), Some((1, 2)));
        assert_eq!(pair(&json!([1, 2, 3])), None);
    }

    #[test]
    fn values_that_do_not_count_are_not_chosen() {
        let value = json!(3);
        let choice = Choice::of(&value).offer_if(|value: u8| value, |value| *value > 3);
        assert_eq!(choice.best(), None);
    }
}
