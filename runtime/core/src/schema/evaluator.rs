//! The walk: one schema against one value, keyword by keyword, with bounded depth and work.

use serde_json::Value;

use super::decimal::{self, Numeral};
use super::evaluated::Evaluated;
use super::{Direction, Schema, Types, Violation, Violations, describe, equality};

/// Checks `value` against `schema` and adds what is wrong to `violations`.
///
/// Never panics and always ends: at 256 schemas inside each other, or after some millions of steps, it gives up with a
/// violation of the keyword `limit`.
pub fn validate(schema: &Schema, value: &Value, direction: Direction, violations: &mut Violations) {
    let mut evaluator = Evaluator::new(direction, Limits::default());
    std::mem::swap(&mut evaluator.violations, violations);
    let valid = evaluator.evaluate(schema, value, None);
    let exhausted = evaluator.exhausted;
    std::mem::swap(&mut evaluator.violations, violations);
    if let Some(exhausted) = exhausted {
        violations.push(exhausted);
    } else {
        debug_assert!(valid || !violations.is_empty(), "a refusal has a reason");
    }
}

/// Does `value` obey `schema`? Stops at the first violation.
pub fn is_valid(schema: &Schema, value: &Value, direction: Direction) -> bool {
    let mut evaluator = Evaluator::new(direction, Limits::default());
    evaluator.quiet(|evaluator| evaluator.evaluate(schema, value, None))
        && evaluator.exhausted.is_none()
}

/// How much work one value may cause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Schemas inside each other.
    pub(super) depth: usize,
    /// Schemas evaluated in all.
    pub(super) steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 256,
            steps: 5_000_000,
        }
    }
}

/// One step of the way from the root to the value at hand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'a> {
    Key(&'a str),
    Index(usize),
}

/// The state of one walk.
#[derive(Debug)]
pub(super) struct Evaluator<'a> {
    pub(super) direction: Direction,
    pub(super) violations: Violations,
    pub(super) exhausted: Option<Violation>,
    pub(super) limits: Limits,
    /// The schemas that are being evaluated, outermost first.
    schemas: Vec<&'a Schema>,
    path: Vec<Token<'a>>,
    quiet: u32,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(direction: Direction, limits: Limits) -> Self {
        Self {
            direction,
            violations: Violations::default(),
            exhausted: None,
            limits,
            schemas: Vec::new(),
            path: Vec::new(),
            quiet: 0,
        }
    }

    /// Does `value` obey `schema`? What the schema has spoken about is added to `seen` if it does.
    pub(super) fn evaluate(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        if !self.may_go_on() {
            return false;
        }
        self.schemas.push(schema);
        let tracked = schema.unevaluated_properties.is_some() || schema.unevaluated_items.is_some();
        let valid = if tracked || seen.is_some() {
            self.tracked(schema, value, seen)
        } else {
            self.keywords(schema, value, None)
        };
        self.schemas.pop();
        valid
    }

    fn tracked(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        let mut here = Evaluated::default();
        let valid = self.keywords(schema, value, Some(&mut here));
        if let Some(seen) = seen
            && valid
        {
            seen.merge(here);
        }
        valid
    }

    fn keywords(
        &mut self,
        schema: &'a Schema,
        value: &'a Value,
        mut seen: Option<&mut Evaluated<'a>>,
    ) -> bool {
        if !self.types(schema, value) {
            // What a value of another type should look like helps nobody.
            return false;
        }
        let mut valid = self.literals(schema, value);
        if self.is_settled(valid) {
            return valid;
        }
        valid &= match (Numeral::of(value), value) {
            (Some(number), _) => self.number(schema, value, number),
            (None, Value::Null | Value::Bool(_) | Value::Number(_)) => true,
            (None, Value::String(text)) => self.string(schema, value, text),
            (None, Value::Array(items)) => self.array(schema, items, seen.as_deref_mut()),
            (None, Value::Object(object)) => {
                self.object(schema, value, object, seen.as_deref_mut())
            }
        };
        if self.is_settled(valid) {
            return valid;
        }
        valid &= self.applicators(schema, value, seen.as_deref_mut());
        let Some(seen) = seen else { return valid };
        if self.is_settled(valid) {
            return valid;
        }
        match value {
            Value::Array(items) => valid & self.unevaluated_items(schema, items, seen),
            Value::Object(object) => valid & self.unevaluated_properties(schema, object, seen),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => valid,
        }
    }

    fn types(&mut self, schema: &'a Schema, value: &'a Value) -> bool {
        let types = schema.types;
        if types == Types::ANY {
            return true;
        }
        let number = Numeral::of(value);
        let holds = match (number, value) {
            (Some(number), _) => {
                types.contains(Types::NUMBER)
                    || types.contains(Types::INTEGER) && decimal::is_integer(number)
            }
            (None, Value::Null) => types.contains(Types::NULL),
            (None, Value::Bool(_)) => types.contains(Types::BOOLEAN),
            (None, Value::Number(_)) => types.contains(Types::NUMBER),
            (None, Value::String(_)) => types.contains(Types::STRING),
            (None, Value::Array(_)) => types.contains(Types::ARRAY),
            (None, Value::Object(_)) => types.contains(Types::OBJECT),
        };
        if holds {
            return true;
        }
        if types == Types::NONE {
            return self.fail("false", || "is not allowed".to_owned());
        }
        self.fail("type", || {
            let found = match number {
                Some(_) if types.contains(Types::INTEGER) => "a number with a fraction",
                _ => describe::kind(value),
            };
            format!(
                "must be {}, is {found}",
                describe::listed(&types.words(), "or")
            )
        })
    }

    fn literals(&mut self, schema: &'a Schema, value: &'a Value) -> bool {
        let mut valid = true;
        if let Some(constant) = &schema.constant
            && !equality::is_literal(value, constant)
        {
            valid = self.fail_with("const", value, || {
                format!("must be {}", describe::literal(constant))
            });
        }
        if let Some(members) = schema.enumeration
            && !equality::is_among(value, members)
        {
            valid = self.fail_with("enum", value, || match members {
                [only] => format!("must be {}", describe::literal(only)),
                members => format!("must be one of {}", describe::literals(members)),
            });
        }
        valid
    }

    fn may_go_on(&mut self) -> bool {
        if self.exhausted.is_some() {
            return false;
        }
        let reason = if self.schemas.len() >= self.limits.depth {
            "is nested too deeply to check"
        } else if self.limits.steps == 0 {
            "takes too much work to check"
        } else {
            self.limits.steps -= 1;
            return true;
        };
        self.exhausted = Some(self.violation("limit", reason.to_owned()));
        false
    }

    /// What is left for a walk of its own from here.
    pub(super) fn limits_below(&self) -> Limits {
        Limits {
            depth: self.limits.depth.saturating_sub(self.schemas.len()),
            ..self.limits
        }
    }

    /// Is there no use in going on, the verdict being known and nobody listening?
    pub(super) fn is_settled(&self, valid: bool) -> bool {
        !valid && (self.quiet > 0 || self.exhausted.is_some())
    }

    /// Evaluates one step further down.
    pub(super) fn below(&mut self, token: Token<'a>, schema: &'a Schema, value: &'a Value) -> bool {
        self.at(token, |evaluator| evaluator.evaluate(schema, value, None))
    }

    /// Runs `check` one step further down.
    pub(super) fn at<T>(&mut self, token: Token<'a>, check: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(token);
        let result = check(self);
        self.path.pop();
        result
    }

    /// Runs `check` without recording violations.
    pub(super) fn quiet<T>(&mut self, check: impl FnOnce(&mut Self) -> T) -> T {
        self.quiet += 1;
        let result = check(self);
        self.quiet -= 1;
        result
    }

    /// Runs `check` and gives back the violations it recorded instead of keeping them.
    pub(super) fn apart(&mut self, check: impl FnOnce(&mut Self) -> bool) -> Violations {
        let kept = std::mem::take(&mut self.violations);
        check(self);
        std::mem::replace(&mut self.violations, kept)
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.quiet > 0
    }

    pub(super) fn depth(&self) -> usize {
        self.path.len()
    }

    /// Records a violation at the value at hand; always false, so that callers can pass it on as the verdict.
    pub(super) fn fail(&mut self, keyword: &'static str, detail: impl FnOnce() -> String) -> bool {
        if self.quiet == 0 {
            let mut violations = std::mem::take(&mut self.violations);
            violations.push_with(|| self.violation(keyword, detail()));
            self.violations = violations;
        }
        false
    }

    /// Like [`Self::fail`], and shows the value unless it is a secret.
    pub(super) fn fail_with(
        &mut self,
        keyword: &'static str,
        value: &Value,
        detail: impl FnOnce() -> String,
    ) -> bool {
        let secret = self.quiet == 0 && self.is_secret();
        self.fail(keyword, || {
            if secret {
                detail()
            } else {
                format!("{}, is {}", detail(), describe::value(value))
            }
        })
    }

    /// Does a schema on the way here say that the value must not be shown?
    fn is_secret(&self) -> bool {
        self.schemas
            .iter()
            .any(|schema| schema.any_here(|schema| schema.write_only || schema.secret))
    }

    fn violation(&self, keyword: &'static str, detail: String) -> Violation {
        Violation {
            pointer: pointer(&self.path),
            keyword,
            detail,
        }
    }
}

fn pointer(path: &[Token<'_>]) -> String {
    const TOKEN: usize = 128;
    let mut pointer = String::new();
    for token in path {
        pointer.push('/');
        match token {
            Token::Index(index) => pointer.push_str(&index.to_string()),
            Token::Key(key) => {
                for (at, c) in key.chars().enumerate() {
                    match c {
                        _ if at == TOKEN => {
                            pointer.push('…');
                            break;
                        }
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        c => pointer.push(c),
                    }
                }
            }
        }
    }
    pointer
}
