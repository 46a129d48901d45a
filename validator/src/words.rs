//! Violations in words: short clauses in the user's terms.

use countersign_contract::schema::{Type, TypeSet};
use serde_json::Value;

use crate::violation::ViolationKind;

/// Characters of a string that a message shows.
const EXCERPT: usize = 40;

/// What to say about a violation of `kind` by `instance`.
pub(crate) fn message(kind: &ViolationKind, instance: &Value, secret: bool) -> String {
    let is = |demand: String| {
        if secret {
            demand
        } else {
            format!("{demand}, is {}", value(instance))
        }
    };
    match kind {
        ViolationKind::False => "is not allowed".to_owned(),
        ViolationKind::Type { expected } => {
            let found = match instance {
                Value::Number(_) if expected.contains(Type::Integer) => "a number with a fraction",
                other => type_of(other),
            };
            format!("must be {}, is {found}", types(*expected))
        }
        ViolationKind::Enum { allowed } => match &allowed[..] {
            [only] => is(format!("must be {}", value(only))),
            allowed => is(format!("must be one of {}", values(allowed))),
        },
        ViolationKind::Const { expected } => is(format!("must be {}", value(expected))),
        ViolationKind::Minimum { limit } => is(format!("must be at least {limit}")),
        ViolationKind::Maximum { limit } => is(format!("must be at most {limit}")),
        ViolationKind::ExclusiveMinimum { limit } => is(format!("must be greater than {limit}")),
        ViolationKind::ExclusiveMaximum { limit } => is(format!("must be less than {limit}")),
        ViolationKind::MultipleOf { divisor } => match divisor {
            Some(divisor) => is(format!("must be a multiple of {divisor}")),
            None => is("must be a multiple of what the contract says".to_owned()),
        },
        ViolationKind::MinLength { limit } => {
            let limit = count(*limit, "character", "characters");
            format!("must be at least {limit} long, is {}", length(instance))
        }
        ViolationKind::MaxLength { limit } => {
            let limit = count(*limit, "character", "characters");
            format!("must be at most {limit} long, is {}", length(instance))
        }
        ViolationKind::Pattern { pattern } => is(format!("must match the pattern {pattern}")),
        ViolationKind::Format { expected } => is(format!("must be {expected}")),
        ViolationKind::MinItems { limit } => {
            let limit = count(*limit, "item", "items");
            format!("must hold at least {limit}, holds {}", length(instance))
        }
        ViolationKind::MaxItems { limit } => {
            let limit = count(*limit, "item", "items");
            format!("must hold at most {limit}, holds {}", length(instance))
        }
        ViolationKind::UniqueItems => "must not hold equal items".to_owned(),
        ViolationKind::Contains { minimum, maximum } => {
            let range = match maximum {
                None => format!("at least {}", count(*minimum, "item", "items")),
                Some(maximum) => {
                    format!("{minimum} to {}", count(*maximum, "item", "items"))
                }
            };
            format!("must hold {range} matching the schema of `contains`")
        }
        ViolationKind::UnevaluatedItems => "holds an item that no schema describes".to_owned(),
        ViolationKind::Required { property } => format!("property {property:?} is missing"),
        ViolationKind::MinProperties { limit } => {
            let limit = count(*limit, "property", "properties");
            format!("must have at least {limit}, has {}", length(instance))
        }
        ViolationKind::MaxProperties { limit } => {
            let limit = count(*limit, "property", "properties");
            format!("must have at most {limit}, has {}", length(instance))
        }
        ViolationKind::AdditionalProperty | ViolationKind::UnevaluatedProperty => {
            "is not allowed: no property of this name is declared".to_owned()
        }
        ViolationKind::PropertyNames { name } => {
            format!("must not have a property of the name {}", quoted(name))
        }
        ViolationKind::AnyOf {
            alternatives,
            meant,
        }
        | ViolationKind::OneOfNone {
            alternatives,
            meant,
        } => {
            let names = listed(alternatives);
            match meant.and_then(|meant| alternatives.get(meant)) {
                Some(meant) => format!("must match {names}, matches none; nearest is {meant}"),
                None => format!("must match {names}, matches none"),
            }
        }
        ViolationKind::OneOfSeveral { matching } => {
            let matching = matching.join(" and ");
            format!("must match exactly one alternative, matches {matching}")
        }
        ViolationKind::Discriminator { property, allowed } => {
            let allowed: Vec<String> = allowed.iter().map(|tag| quoted(tag)).collect();
            let demand = format!("must be {}", listed(&allowed));
            if instance.is_object() {
                format!("property {property:?} is missing, {demand}")
            } else {
                is(demand)
            }
        }
        ViolationKind::Not => "must not match the excluded schema".to_owned(),
        ViolationKind::Other { detail } => detail.clone(),
    }
}

/// `an integer`, `a string or null`.
pub(crate) fn types(types: TypeSet) -> String {
    let number = types.contains(Type::Number);
    let words: Vec<&str> = types
        .iter()
        .filter(|kind| !(number && *kind == Type::Integer))
        .map(|kind| match kind {
            Type::Null => "null",
            Type::Boolean => "a boolean",
            Type::Integer => "an integer",
            Type::Number => "a number",
            Type::String => "a string",
            Type::Array => "an array",
            Type::Object => "an object",
        })
        .collect();
    listed(&words)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(object) => object.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(_) | Value::Object(_) => type_of(value).to_owned(),
    }
}

fn values(all: &[Value]) -> String {
    const SHOWN: usize = 10;
    let mut words: Vec<String> = all.iter().take(SHOWN).map(value).collect();
    if all.len() > SHOWN {
        words.push(format!("{} more", all.len() - SHOWN));
    }
    listed(&words)
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}", format!("{}…", &text[..end])),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn listed<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", first.join(", "), last.as_ref())
        }
    }
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
