//! The object keywords (JSON Schema 2020-12 Core 10.3.2 and Validation 6.5).

use serde_json::{Map, Value};

use super::evaluated::Evaluated;
use super::evaluator::{Evaluator, Token};
use super::pattern::{Match, Pattern};
use super::{Direction, Schema, Types, describe};

impl<'a> Evaluator<'a> {
    pub(super) fn object(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        object: &'a Map<String, Value>,
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut valid = self.object_size(schema, object);
        for name in schema.required {
            if !object.contains_key(*name) && !self.may_be_left_out(schema, name) {
                valid = self.fail("required", || format!("property {name:?} is missing"));
            }
        }
        for (name, needed) in schema.dependent_required {
            if object.contains_key(*name) {
                valid &= self.dependent_required(name, needed, object);
            }
        }
        for (name, dependent) in schema.dependent_schemas {
            if object.contains_key(*name) && !self.is_settled(valid) {
                valid &= self.evaluate(dependent, value, seen.as_deref_mut());
            }
        }
        let described = !schema.properties.is_empty()
            || !schema.pattern_properties.is_empty()
            || schema.additional_properties.is_some()
            || schema.property_names.is_some();
        if !described {
            return valid;
        }
        for (name, member) in object {
            if self.is_settled(valid) {
                return valid;
            }
            valid &= self.at(Token::Key(name), |evaluator| {
                evaluator.member(schema, name, member, seen.as_deref_mut())
            });
        }
        if let Some(seen) = seen
            && schema.additional_properties.is_some()
        {
            seen.every_property();
        }
        valid
    }

    fn object_size(&mut self, schema: &'a Schema, object: &Map<String, Value>) -> bool {
        let size = u64::try_from(object.len()).unwrap_or(u64::MAX);
        let mut valid = true;
        if let Some(minimum) = schema.min_properties
            && size < minimum
        {
            valid = self.fail("minProperties", || {
                let minimum = describe::count(minimum, "property", "properties");
                format!("must have at least {minimum}, has {size}")
            });
        }
        if let Some(maximum) = schema.max_properties
            && size > maximum
        {
            valid = self.fail("maxProperties", || {
                let maximum = describe::count(maximum, "property", "properties");
                format!("must have at most {maximum}, has {size}")
            });
        }
        valid
    }

    /// Is a required property excused in this direction (OAS 3.0.4 Schema Object, `readOnly` and `writeOnly`)?
    fn may_be_left_out(&self, schema: &Schema, name: &str) -> bool {
        let excused: fn(&Schema) -> bool = match self.direction {
            Direction::Request => |schema| schema.read_only,
            Direction::Response => |schema| schema.write_only,
        };
        let declares = |schema: &Schema| {
            let mut properties = schema.properties.iter();
            properties.any(|(property, schema)| *property == name && schema.any_here(excused))
        };
        let declared_here = schema
            .properties
            .iter()
            .any(|(property, _)| *property == name);
        // `allOf: [{ $ref: Base }], required: [id]` speaks of the `id` of Base.
        declares(schema) || !declared_here && schema.here().into_iter().any(declares)
    }

    fn dependent_required(
        &mut self,
        name: &str,
        needed: &[&str],
        object: &Map<String, Value>,
    ) -> bool {
        let mut valid = true;
        for other in needed.iter().filter(|other| !object.contains_key(**other)) {
            valid = self.fail("dependentRequired", || {
                format!("property {other:?} is missing, it is needed beside {name:?}")
            });
        }
        valid
    }

    /// One property, wherever it is described.
    fn member(
        &mut self,
        schema: &'a Schema,
        name: &'a str,
        member: &'a Value,
        seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut valid = true;
        let mut known = false;
        if let Some(names) = schema.property_names {
            valid &= self.property_name(names, name);
        }
        if let Some((_, property)) = schema.properties.iter().find(|(other, _)| *other == name) {
            known = true;
            valid &= if property.types == Types::NONE {
                self.fail("properties", || "is not allowed here".to_owned())
            } else {
                self.evaluate(property, member, None)
            };
        }
        for (pattern, property) in schema.pattern_properties {
            let Some(matches) = self.name_matches(pattern, name) else {
                return false;
            };
            if matches && !self.is_settled(valid) {
                known = true;
                valid &= self.evaluate(property, member, None);
            }
        }
        if known {
            if let Some(seen) = seen {
                seen.property(name);
            }
        } else if let Some(additional) = schema.additional_properties
            && !self.is_settled(valid)
        {
            valid &= self.undescribed("additionalProperties", additional, member);
        }
        valid
    }

    /// `None`, and a violation, when it cannot be told.
    fn name_matches(&mut self, pattern: &'static Pattern, name: &str) -> Option<bool> {
        match pattern.matches(name) {
            Match::Yes => Some(true),
            Match::No => Some(false),
            Match::GivenUp | Match::Unusable => {
                self.fail("limit", || {
                    format!(
                        "its name cannot be checked against the pattern {}",
                        pattern.as_str()
                    )
                });
                None
            }
        }
    }

    fn property_name(&mut self, schema: &'a Schema, name: &str) -> bool {
        let text = Value::String(name.to_owned());
        let mut names = Evaluator::new(self.direction, self.limits_below());
        let valid = if self.is_quiet() {
            names.quiet(|names| names.evaluate(schema, &text, None))
        } else {
            names.evaluate(schema, &text, None)
        };
        self.limits.steps = names.limits.steps;
        for violation in names
            .exhausted
            .into_iter()
            .chain(names.violations.into_vec())
        {
            self.fail("propertyNames", || format!("its name {}", violation.detail));
        }
        valid
    }

    fn undescribed(
        &mut self,
        keyword: &'static str,
        schema: &'a Schema,
        member: &'a Value,
    ) -> bool {
        if schema.types == Types::NONE {
            self.fail(keyword, || {
                "is not allowed: no property of this name is declared".to_owned()
            })
        } else {
            self.evaluate(schema, member, None)
        }
    }

    pub(super) fn unevaluated_properties(
        &mut self,
        schema: &'a Schema,
        object: &'a Map<String, Value>,
        seen: &mut Evaluated<'a>,
    ) -> bool {
        let Some(rest) = schema.unevaluated_properties else {
            return true;
        };
        let mut valid = true;
        for (name, member) in object {
            if seen.has_property(name) {
                continue;
            }
            valid &= self.at(Token::Key(name), |evaluator| {
                evaluator.undescribed("unevaluatedProperties", rest, member)
            });
            if self.is_settled(valid) {
                return valid;
            }
        }
        seen.every_property();
        valid
    }
}
