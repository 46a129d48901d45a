//! The keywords that apply other schemas to the same value (JSON Schema 2020-12 Core 10.2), `$ref` included.

use serde_json::Value;

use super::Schema;
use super::evaluated::Evaluated;
use super::evaluator::Evaluator;

impl<'a> Evaluator<'a> {
    pub(super) fn applicators(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut valid = true;
        for part in schema.reference.iter().chain(schema.all_of) {
            valid &= self.evaluate(part, value, seen.as_deref_mut());
            if self.is_settled(valid) {
                return valid;
            }
        }
        if !schema.any_of.is_empty() {
            valid &= self.any_of(schema, value, seen.as_deref_mut());
        }
        if !schema.one_of.is_empty() {
            valid &= self.one_of(schema, value, seen.as_deref_mut());
        }
        if let Some(not) = schema.not
            && self.quiet(|evaluator| evaluator.evaluate(not, value, None))
        {
            valid = self.fail("not", || match not.name {
                "" => "must not match the excluded schema".to_owned(),
                name => format!("must not match {name}"),
            });
        }
        if let Some(condition) = schema.if_schema {
            valid &= self.condition(schema, condition, value, seen);
        }
        valid
    }

    fn any_of(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut valid = false;
        for branch in schema.any_of {
            valid |= self.quiet(|evaluator| evaluator.evaluate(branch, value, seen.as_deref_mut()));
            // Later alternatives matter only for what they evaluate.
            if valid && seen.is_none() {
                return true;
            }
        }
        valid || self.refuse_alternatives("anyOf", schema, schema.any_of, value)
    }

    fn one_of(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut matching = Vec::new();
        for (at, branch) in schema.one_of.iter().enumerate() {
            if self.quiet(|evaluator| evaluator.evaluate(branch, value, seen.as_deref_mut())) {
                matching.push(at);
                if matching.len() > 1 {
                    break;
                }
            }
        }
        match matching[..] {
            [] => self.refuse_alternatives("oneOf", schema, schema.one_of, value),
            [_] => true,
            [first, second, ..] => self.refuse_ambiguity(schema.one_of, first, second),
        }
    }

    fn condition(
        &mut self,
        schema: &'a Schema,
        condition: &'a Schema,
        value: &'a Value,
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let holds =
            self.quiet(|evaluator| evaluator.evaluate(condition, value, seen.as_deref_mut()));
        let consequence = if holds {
            schema.then_schema
        } else {
            schema.else_schema
        };
        consequence.is_none_or(|consequence| self.evaluate(consequence, value, seen))
    }
}
