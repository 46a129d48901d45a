//! The numeric keywords (JSON Schema 2020-12 Validation 6.2).

use std::cmp::Ordering;

use serde_json::Value;

use super::decimal::{self, Numeral};
use super::evaluator::Evaluator;
use super::{Bound, Schema};

impl<'a> Evaluator<'a> {
    pub(super) fn number(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        number: Numeral<'_>,
    ) -> bool {
        let bounds = [
            (
                "minimum",
                schema.minimum,
                "at least",
                Ordering::is_ge as fn(Ordering) -> bool,
            ),
            ("maximum", schema.maximum, "at most", Ordering::is_le),
            (
                "exclusiveMinimum",
                schema.exclusive_minimum,
                "greater than",
                Ordering::is_gt,
            ),
            (
                "exclusiveMaximum",
                schema.exclusive_maximum,
                "less than",
                Ordering::is_lt,
            ),
        ];
        let mut valid = true;
        for (keyword, bound, words, holds) in bounds {
            if let Some(bound) = bound
                && !holds(decimal::compare(number, bound))
            {
                valid = self.fail_with(keyword, value, || {
                    format!("must be {words} {}", text(bound))
                });
            }
        }
        if let Some(divisor) = schema.multiple_of
            && !decimal::is_multiple(number, divisor)
        {
            valid = self.fail_with("multipleOf", value, || {
                format!("must be a multiple of {}", text(divisor))
            });
        }
        if let Some(format) = schema.format
            && !format.accepts_number(number)
        {
            valid = self.fail_with("format", value, || format!("must be {}", format.words()));
        }
        valid
    }
}

fn text(bound: Bound) -> String {
    match bound {
        Bound::Integer(value) => value.to_string(),
        Bound::Decimal(text) => text.to_owned(),
    }
}
