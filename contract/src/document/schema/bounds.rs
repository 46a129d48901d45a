//! From `minimum` and `exclusiveMinimum`, in either form, to one bound at each end.

use super::written::{Exclusive, Range};
use crate::schema::{Bound, NumericKeywords};
use crate::syntax::Number;

/// Fills the ends of the numeric range.
pub(super) fn lower(range: Range, numeric: &mut NumericKeywords) {
    numeric.lower = end(range.minimum, range.exclusive_minimum, |left, right| {
        left >= right
    });
    numeric.upper = end(range.maximum, range.exclusive_maximum, |left, right| {
        left <= right
    });
}

/// The stricter of both keywords; `at_least_as_strict(exclusive, inclusive)`. A flag without its number says nothing.
fn end(
    inclusive: Option<Number>,
    exclusive: Option<Exclusive>,
    at_least_as_strict: impl Fn(&Number, &Number) -> bool,
) -> Option<Bound> {
    match (inclusive, exclusive) {
        (Some(value), Some(Exclusive::Flag(exclusive))) => Some(Bound { value, exclusive }),
        (Some(value), Some(Exclusive::Bound(bound))) if at_least_as_strict(&bound, &value) => {
            Some(Bound {
                value: bound,
                exclusive: true,
            })
        }
        (Some(value), _) => Some(Bound {
            value,
            exclusive: false,
        }),
        (None, Some(Exclusive::Bound(value))) => Some(Bound {
            value,
            exclusive: true,
        }),
        (None, Some(Exclusive::Flag(_)) | None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::lower;
    use crate::document::schema::written::{Exclusive, Range};
    use crate::schema::{Bound, NumericKeywords};
    use crate::syntax::Number;

    fn number(text: &str) -> Number {
        Number::from_text(text)
    }

    #[test]
    fn the_stricter_of_both_lower_ends_counts() {
        for (minimum, exclusive, value, is_exclusive) in [
            ("1", "0", "1", false),
            ("0", "1", "1", true),
            ("1", "1.0", "1", true),
        ] {
            let mut numeric = NumericKeywords::default();
            let range = Range {
                minimum: Some(number(minimum)),
                exclusive_minimum: Some(Exclusive::Bound(number(exclusive))),
                ..Range::default()
            };
            lower(range, &mut numeric);
            let expected = Bound {
                value: number(value),
                exclusive: is_exclusive,
            };
            assert_eq!(numeric.lower, Some(expected), "{minimum} {exclusive}");
        }
    }

    #[test]
    fn a_flag_makes_the_written_bound_exclusive() {
        let mut numeric = NumericKeywords::default();
        let range = Range {
            maximum: Some(number("9")),
            exclusive_maximum: Some(Exclusive::Flag(true)),
            exclusive_minimum: Some(Exclusive::Flag(true)),
            ..Range::default()
        };
        lower(range, &mut numeric);
        assert!(numeric.upper.is_some_and(|upper| upper.exclusive));
        assert_eq!(numeric.lower, None);
    }
}
