//! Ends of ranges: which of two excludes more, and which numbers lie around them.

use std::cmp::Ordering;

use countersign_contract::schema::Bound;
use countersign_contract::syntax::Number;
use serde_json::Value;

/// An end of a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Lower,
    Upper,
}

impl End {
    /// Its keywords: the bound included, the bound excluded.
    pub(crate) fn keywords(self) -> (&'static str, &'static str) {
        match self {
            Self::Lower => ("minimum", "exclusiveMinimum"),
            Self::Upper => ("maximum", "exclusiveMaximum"),
        }
    }
}

/// Does the first bound at this end exclude numbers that the second takes?
pub(crate) fn excludes_more(one: Option<&Bound>, other: Option<&Bound>, end: End) -> bool {
    match (one, other) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(one), Some(other)) => match (one.value.cmp(&other.value), end) {
            (Ordering::Equal, _) => one.exclusive && !other.exclusive,
            (Ordering::Greater, End::Lower) | (Ordering::Less, End::Upper) => true,
            (Ordering::Less, End::Lower) | (Ordering::Greater, End::Upper) => false,
        },
    }
}

/// Numbers at and around some bounds, in the order of the bounds.
pub(crate) fn numbers_near(bounds: &[Option<&Bound>]) -> Vec<Value> {
    let ends = bounds.iter().flatten().map(|bound| bound.value.as_f64());
    ends.filter(|end| end.is_finite())
        .flat_map(|end| [0.0, 1.0, -1.0, 0.5, -0.5].map(|offset| plain_number(end + offset)))
        .collect()
}

/// Small multiples of some steps and of their sums.
pub(crate) fn multiples(grids: &[&[Number]]) -> Vec<Value> {
    let steps: Vec<f64> = grids
        .iter()
        .flat_map(|steps| steps.iter().map(Number::as_f64))
        .filter(|step| step.is_finite())
        .collect();
    let mut numbers = vec![plain_number(1.0)];
    for factor in [1.0, 2.0, 3.0, 5.0, 7.0] {
        numbers.extend(steps.iter().map(|step| plain_number(step * factor)));
    }
    numbers
}

/// What happened to a bound, for a message.
pub(crate) fn bounds_changed(end: End, base: Option<&Bound>, revision: Option<&Bound>) -> String {
    let (inclusive, exclusive) = end.keywords();
    let named = |bound: Option<&Bound>| {
        bound.map_or_else(
            || "no bound".to_owned(),
            |bound| {
                let keyword = if bound.exclusive {
                    exclusive
                } else {
                    inclusive
                };
                format!("{keyword} {}", bound.value)
            },
        )
    };
    format!(
        "changed its bound from {} to {}",
        named(base),
        named(revision)
    )
}

/// What happened to a count, for a message.
pub(crate) fn count_changed(keyword: &str, base: Option<u64>, revision: Option<u64>) -> String {
    let named =
        |count: Option<u64>| count.map_or_else(|| "none".to_owned(), |count| count.to_string());
    format!(
        "changed {keyword} from {} to {}",
        named(base),
        named(revision)
    )
}

/// A double as people write it: `5`, not `5.0`.
pub(crate) fn plain_number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to be whole and below 2^53"
        )]
        let whole = value as i64;
        return Value::from(whole);
    }
    Value::from(value)
}
