//! When two JSON values are the same (JSON Schema 2020-12 Core 4.2.2): numbers by value, objects in any order.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use serde_json::Value;

use super::Literal;
use super::decimal::{Decimal, Numeral};

/// Are two values the same: numbers by value, objects in any order?
pub fn same(left: &Value, right: &Value) -> bool {
    match (Numeral::of(left), Numeral::of(right)) {
        (Some(left), Some(right)) => return same_number(left, right),
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => return false,
    }
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

fn same_number(left: Numeral<'_>, right: Numeral<'_>) -> bool {
    match (left, right) {
        (Numeral::Plain(left), Numeral::Plain(right)) if left == right => true,
        (Numeral::Plain(left), Numeral::Plain(right)) if left.is_i64() && right.is_i64() => false,
        (left, right) => left.exact() == right.exact(),
    }
}

/// Is a value among those that literals spell? However many there are, the digits of a number are read once.
pub(super) fn is_among(value: &Value, literals: &[Literal]) -> bool {
    let Some(number) = Numeral::of(value) else {
        return literals.iter().any(|literal| is_literal(value, literal));
    };
    let exact = OnceCell::new();
    let mut literals = literals.iter();
    literals.any(|literal| is_number(number, &exact, literal))
}

fn is_number(number: Numeral<'_>, exact: &OnceCell<Decimal>, literal: &Literal) -> bool {
    let exact = || exact.get_or_init(|| number.exact());
    match literal {
        Literal::Integer(literal) => match number.as_i64() {
            Some(number) => number == *literal,
            None => *exact() == Decimal::parse(&literal.to_string()),
        },
        Literal::Number(literal) => *exact() == Decimal::parse(literal),
        Literal::Null
        | Literal::Bool(_)
        | Literal::String(_)
        | Literal::Array(_)
        | Literal::Object(_) => false,
    }
}

/// Is a value the one a literal spells?
pub(super) fn is_literal(value: &Value, literal: &Literal) -> bool {
    if let Some(number) = Numeral::of(value) {
        return is_number(number, &OnceCell::new(), literal);
    }
    match (value, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::Bool(value), Literal::Bool(literal)) => value == literal,
        (Value::String(value), Literal::String(literal)) => value == literal,
        (Value::Array(items), Literal::Array(literals)) => {
            items.len() == literals.len()
                && items
                    .iter()
                    .zip(*literals)
                    .all(|(item, literal)| is_literal(item, literal))
        }
        (Value::Object(object), Literal::Object(entries)) => {
            object.len() == entries.len()
                && entries.iter().all(|(key, literal)| {
                    object
                        .get(*key)
                        .is_some_and(|value| is_literal(value, literal))
                })
        }
        _ => false,
    }
}

/// The first two equal items, by position. Takes time linear in the array's size.
pub(super) fn first_repetition(items: &[Value]) -> Option<(usize, usize)> {
    // Seeded at random, so that a sender cannot choose items that collide.
    let state = RandomState::new();
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let earlier = seen.entry(hash(item, &state)).or_default();
        if let Some(first) = earlier.iter().find(|first| same(&items[**first], item)) {
            return Some((*first, index));
        }
        earlier.push(index);
    }
    None
}

fn hash(value: &Value, state: &RandomState) -> u64 {
    let mut hasher = state.build_hasher();
    if let Some(number) = Numeral::of(value) {
        number.exact().hash(&mut hasher);
        return hasher.finish();
    }
    match value {
        Value::Null | Value::Number(_) => 0_u8.hash(&mut hasher),
        Value::Bool(value) => value.hash(&mut hasher),
        Value::String(text) => text.hash(&mut hasher),
        Value::Array(items) => {
            for item in items {
                hash(item, state).hash(&mut hasher);
            }
        }
        Value::Object(object) => {
            // Order does not count: a sum does not see it.
            let sum = object.iter().fold(0_u64, |sum, (key, value)| {
                sum.wrapping_add(state.hash_one((key, hash(value, state))))
            });
            sum.hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{first_repetition, is_among, is_literal};
    use crate::json;
    use crate::schema::Literal;
    use serde_json::json;

    #[test]
    fn repetitions_are_found_by_value() {
        let items = json!([1, "1", {"a": 1, "b": [2]}, [1], {"b": [2.0], "a": 1.0}]);
        assert_eq!(
            first_repetition(items.as_array().expect("an array")),
            Some((2, 4))
        );
        assert_eq!(
            first_repetition(
                json!([0, false, "", null, [], {}])
                    .as_array()
                    .expect("an array")
            ),
            None
        );
    }

    #[test]
    fn numbers_are_members_by_value_with_all_their_digits() {
        const MEMBERS: &[Literal] = &[
            Literal::String("2"),
            Literal::Integer(1),
            Literal::Number("0.10"),
        ];
        let is_member =
            |text: &str| is_among(&json::parse(text.as_bytes()).expect("JSON"), MEMBERS);
        for text in ["1", "1.00", "10e-1", "0.1", "0.100", "\"2\""] {
            assert!(is_member(text), "{text}");
        }
        for text in [
            "2",
            "1.00000000000000000000001",
            "0.10000000000000000000001",
            "null",
        ] {
            assert!(!is_member(text), "{text}");
        }
    }

    #[test]
    fn literals_are_compared_exactly() {
        assert!(is_literal(&json!(2.0), &Literal::Integer(2)));
        assert!(is_literal(
            &json!(u64::MAX),
            &Literal::Number("18446744073709551615")
        ));
        assert!(!is_literal(
            &json!(9_007_199_254_740_993_i64),
            &Literal::Integer(9_007_199_254_740_992)
        ));
        assert!(is_literal(
            &json!({"a": [null]}),
            &Literal::Object(&[("a", Literal::Array(&[Literal::Null]))])
        ));
    }
}
