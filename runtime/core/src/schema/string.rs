//! The string keywords (JSON Schema 2020-12 Validation 6.3) and `format`.

use serde_json::Value;

use super::Schema;
use super::describe;
use super::evaluator::Evaluator;
use super::pattern::Match;

impl<'a> Evaluator<'a> {
    pub(super) fn string(&mut self, schema: &'a Schema, value: &'a Value, text: &str) -> bool {
        let mut valid = true;
        if schema.min_length.is_some() || schema.max_length.is_some() {
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            if let Some(minimum) = schema.min_length
                && length < minimum
            {
                valid = self.fail("minLength", || {
                    let minimum = describe::count(minimum, "character", "characters");
                    format!("must be at least {minimum} long, is {length}")
                });
            }
            if let Some(maximum) = schema.max_length
                && length > maximum
            {
                valid = self.fail("maxLength", || {
                    let maximum = describe::count(maximum, "character", "characters");
                    format!("must be at most {maximum} long, is {length}")
                });
            }
        }
        if let Some(pattern) = schema.pattern {
            match pattern.matches(text) {
                Match::Yes => {}
                Match::No => {
                    valid = self.fail_with("pattern", value, || {
                        format!("must match the pattern {}", pattern.as_str())
                    });
                }
                Match::GivenUp => {
                    valid = self.fail("limit", || {
                        format!(
                            "takes too much work to check against the pattern {}",
                            pattern.as_str()
                        )
                    });
                }
                Match::Unusable => {
                    valid = self.fail("limit", || {
                        format!(
                            "cannot be checked: the contract's pattern {} is unusable",
                            pattern.as_str()
                        )
                    });
                }
            }
        }
        if let Some(format) = schema.format
            && !format.accepts_string(text)
        {
            valid = self.fail_with("format", value, || format!("must be {}", format.words()));
        }
        valid
    }
}
