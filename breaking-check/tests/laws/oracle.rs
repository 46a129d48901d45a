//! What judges: validators that know nothing of the comparison.

use serde_json::Value;

use crate::schemas;

/// One schema, as the validator of the `jsonschema` crate and as that of the `boon` crate read it.
pub(crate) struct Oracle {
    first: jsonschema::Validator,
    second: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Oracle {
    pub(crate) fn of(schema: &Value) -> Self {
        let mut compiler = boon::Compiler::new();
        let mut second = boon::Schemas::new();
        let place = "https://laws.test/schema.json";
        compiler
            .add_resource(place, schema.clone())
            .expect("one resource");
        let index = compiler.compile(place, &mut second);
        Self {
            first: schemas::validator(schema),
            second,
            index: index.expect("the generator makes schemas"),
        }
    }

    /// Does the schema take the value? An error where the two do not agree.
    pub(crate) fn takes(&self, value: &Value) -> Result<bool, String> {
        let first = self.first.is_valid(value);
        let second = self.second.validate(value, self.index).is_ok();
        if first == second {
            Ok(first)
        } else {
            Err(format!("the validators do not agree about {value}"))
        }
    }
}
