//! What a search for values found.

use serde_json::Value;

/// Values that obey everything asked for, as far as they were looked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Models {
    /// Different from each other.
    pub(super) values: Vec<Value>,
    /// There are no others.
    pub(super) complete: bool,
    /// Why there may be others although none was found.
    pub(super) doubt: Option<String>,
}

impl Models {
    /// There are no such values.
    pub(super) fn none() -> Self {
        Self {
            values: Vec::new(),
            complete: true,
            doubt: None,
        }
    }

    /// These are all.
    pub(super) fn all(values: Vec<Value>) -> Self {
        Self {
            values,
            ..Self::none()
        }
    }

    /// None was found, for this reason.
    pub(super) fn doubtful(reason: &str) -> Self {
        let mut models = Self::none();
        models.doubt(reason);
        models
    }

    /// There may be others, for this reason.
    pub(super) fn doubt(&mut self, reason: &str) {
        self.complete = false;
        self.doubt.get_or_insert_with(|| reason.to_owned());
    }

    /// Is it known that there are none?
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.complete
    }

    /// Adds what another search found.
    pub(super) fn add(&mut self, other: Self, want: usize) {
        for value in other.values {
            if self.values.len() >= want {
                self.complete = false;
                return;
            }
            if !self.values.iter().any(|known| same(known, &value)) {
                self.values.push(value);
            }
        }
        self.complete &= other.complete;
        if let Some(doubt) = other.doubt {
            self.doubt(&doubt);
        }
    }
}

/// Are these the same value (JSON Schema 2020-12 section 4.2.2)?
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || super::number::exact(one) == super::number::exact(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        (one, other) => one == other,
    }
}
