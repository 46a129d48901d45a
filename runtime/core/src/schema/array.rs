//! The array keywords (JSON Schema 2020-12 Core 10.3.1 and Validation 6.4).

use serde_json::Value;

use super::evaluated::Evaluated;
use super::evaluator::{Evaluator, Token};
use super::{Schema, Types, describe, equality};

impl<'a> Evaluator<'a> {
    pub(super) fn array(
        &mut self,
        schema: &'a Schema,
        items: &'a [Value],
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut valid = self.array_length(schema, length(items));
        if schema.unique_items
            && !self.is_settled(valid)
            && let Some((first, second)) = equality::first_repetition(items)
        {
            valid = self.fail("uniqueItems", || {
                format!("must not hold equal items, items {first} and {second} are equal")
            });
        }
        for (index, (item_schema, item)) in schema.prefix_items.iter().zip(items).enumerate() {
            if self.is_settled(valid) {
                return valid;
            }
            valid &= self.below(Token::Index(index), item_schema, item);
        }
        let prefix = schema.prefix_items.len();
        if let Some(item_schema) = schema.items {
            valid &= self.further_items(item_schema, prefix, items);
        }
        if let Some(seen) = seen.as_deref_mut() {
            match schema.items {
                Some(_) => seen.every_item(),
                None => seen.items_before(prefix),
            }
        }
        if let Some(contains) = schema.contains
            && !self.is_settled(valid)
        {
            valid &= self.contains(schema, contains, items, seen);
        }
        valid
    }

    fn array_length(&mut self, schema: &'a Schema, length: u64) -> bool {
        let mut valid = true;
        if let Some(minimum) = schema.min_items
            && length < minimum
        {
            valid = self.fail("minItems", || {
                let minimum = describe::count(minimum, "item", "items");
                format!("must hold at least {minimum}, holds {length}")
            });
        }
        if let Some(maximum) = schema.max_items
            && length > maximum
        {
            valid = self.fail("maxItems", || {
                let maximum = describe::count(maximum, "item", "items");
                format!("must hold at most {maximum}, holds {length}")
            });
        }
        valid
    }

    fn further_items(&mut self, schema: &'a Schema, prefix: usize, items: &'a [Value]) -> bool {
        if schema.types == Types::NONE && items.len() > prefix {
            return self.fail("items", || {
                let prefix = u64::try_from(prefix).unwrap_or(u64::MAX);
                let prefix = describe::count(prefix, "item", "items");
                format!("must hold at most {prefix}, holds {}", items.len())
            });
        }
        let mut valid = true;
        for (index, item) in items.iter().enumerate().skip(prefix) {
            valid &= self.below(Token::Index(index), schema, item);
            if self.is_settled(valid) {
                break;
            }
        }
        valid
    }

    fn contains(
        &mut self,
        schema: &'a Schema,
        contains: &'a Schema,
        items: &'a [Value],
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut found = 0_u64;
        for (index, item) in items.iter().enumerate() {
            let matches =
                self.quiet(|evaluator| evaluator.below(Token::Index(index), contains, item));
            if matches {
                found += 1;
                if let Some(seen) = seen.as_deref_mut() {
                    seen.item(index);
                }
            }
        }
        let mut valid = true;
        let minimum = schema.min_contains.unwrap_or(1);
        if found < minimum {
            let keyword = if schema.min_contains.is_some() {
                "minContains"
            } else {
                "contains"
            };
            valid = self.fail(keyword, || {
                let minimum = describe::count(minimum, "item", "items");
                format!(
                    "must hold at least {minimum} that {}, holds {found}",
                    matching(contains)
                )
            });
        }
        if let Some(maximum) = schema.max_contains
            && found > maximum
        {
            valid = self.fail("maxContains", || {
                let maximum = describe::count(maximum, "item", "items");
                format!(
                    "must hold at most {maximum} that {}, holds {found}",
                    matching(contains)
                )
            });
        }
        valid
    }

    pub(super) fn unevaluated_items(
        &mut self,
        schema: &'a Schema,
        items: &'a [Value],
        seen: &mut Evaluated<'a>,
    ) -> bool {
        let Some(rest) = schema.unevaluated_items else {
            return true;
        };
        let mut valid = true;
        for (index, item) in items.iter().enumerate() {
            if seen.has_item(index) {
                continue;
            }
            valid &= self.at(Token::Index(index), |evaluator| {
                if rest.types == Types::NONE {
                    evaluator.fail("unevaluatedItems", || {
                        "is not allowed: no schema describes this item".to_owned()
                    })
                } else {
                    evaluator.evaluate(rest, item, None)
                }
            });
            if self.is_settled(valid) {
                return valid;
            }
        }
        seen.every_item();
        valid
    }
}

fn matching(schema: &Schema) -> String {
    match schema.name {
        "" => "match the schema of `contains`".to_owned(),
        name => format!("match {name}"),
    }
}

fn length(items: &[Value]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
