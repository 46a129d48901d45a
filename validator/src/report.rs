//! The answer about one instance, and the output formats of the standard (JSON Schema 2020-12 Core section 12.4).

use serde_json::{Map, Value, json};

use crate::violation::Violation;

/// What is wrong with one instance; nothing, when it is valid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The violations in the order they were found, at most [`Report::LIMIT`].
    pub violations: Vec<Violation>,
    /// Were there more?
    pub truncated: bool,
}

impl Report {
    /// How many violations are kept.
    pub const LIMIT: usize = 100;

    /// Is the instance valid?
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }

    /// Output format `flag`: the verdict.
    pub fn flag(&self) -> Value {
        json!({ "valid": self.is_valid() })
    }

    /// Output format `basic`: a flat list of errors, causes included.
    pub fn basic(&self) -> Value {
        let mut errors = Vec::new();
        let mut pending: Vec<&Violation> = self.violations.iter().rev().collect();
        while let Some(violation) = pending.pop() {
            errors.push(Value::Object(unit(violation)));
            pending.extend(violation.causes.iter().rev());
        }
        self.with_errors(Value::Array(errors))
    }

    /// Output format `detailed`: causes stand below what they cause.
    pub fn detailed(&self) -> Value {
        self.with_errors(self.violations.iter().map(tree).collect())
    }

    fn with_errors(&self, errors: Value) -> Value {
        if self.is_valid() {
            self.flag()
        } else {
            let mut output = Map::new();
            output.insert("valid".to_owned(), false.into());
            output.insert("errors".to_owned(), errors);
            Value::Object(output)
        }
    }
}

fn unit(violation: &Violation) -> Map<String, Value> {
    let mut unit = Map::new();
    let mut put = |key: &str, value: String| unit.insert(key.to_owned(), value.into());
    put(
        "keywordLocation",
        violation.schema.evaluation_path.to_string(),
    );
    put(
        "absoluteKeywordLocation",
        format!("#{}", violation.schema.pointer),
    );
    put("instanceLocation", violation.instance.to_string());
    put("error", violation.message.clone());
    unit
}

fn tree(violation: &Violation) -> Value {
    let mut unit = unit(violation);
    if !violation.causes.is_empty() {
        let causes = violation.causes.iter().map(tree).collect();
        unit.insert("errors".to_owned(), Value::Array(causes));
    }
    Value::Object(unit)
}
