//! `deepObject`: `filter[status]=open`. The standard says nothing of deeper nesting; objects nest as `filter[a][b]=1`, lists
//! of single values repeat their key and others number their items (`filter[a][0][b]=1`), as most servers read it. What is
//! read may be written `filter[a][]=1` or numbered as well, as clients of PHP and of Rails do it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::StyleError;
use super::encode::{primitive, unrepresentable};
use super::escape::{Escape, Unescape};
use super::expectation::{self, Expectation};
use super::pairs::Pairs;
use crate::schema::Schema;

/// Objects within objects.
const DEPTH: usize = 8;

pub(super) fn encode(name: &str, value: &Value, escape: Escape) -> Result<Vec<String>, StyleError> {
    let Value::Object(object) = value else {
        return Err(unrepresentable("only an object has a deepObject form"));
    };
    let mut pairs = Vec::new();
    object_pairs(
        &Escape::Strict.apply(name),
        object,
        escape,
        DEPTH,
        &mut pairs,
    )?;
    Ok(pairs)
}

fn object_pairs(
    prefix: &str,
    object: &Map<String, Value>,
    escape: Escape,
    depth: usize,
    pairs: &mut Vec<String>,
) -> Result<(), StyleError> {
    if depth == 0 {
        return Err(unrepresentable("it is nested too deeply"));
    }
    for (name, value) in object {
        if name.contains(['[', ']']) {
            return Err(unrepresentable("a property's name holds a bracket"));
        }
        let key = format!("{prefix}%5B{}%5D", Escape::Strict.apply(name));
        match value {
            Value::Null => {}
            Value::Object(object) => object_pairs(&key, object, escape, depth - 1, pairs)?,
            Value::Array(items) if items.iter().any(Value::is_object) => {
                for (index, item) in items.iter().enumerate() {
                    let Value::Object(item) = item else {
                        return Err(unrepresentable("a list holds objects and other values"));
                    };
                    if item.values().all(Value::is_null) {
                        return Err(unrepresentable("an item of a list is an empty object"));
                    }
                    object_pairs(
                        &format!("{key}%5B{index}%5D"),
                        item,
                        escape,
                        depth.saturating_sub(2),
                        pairs,
                    )?;
                }
            }
            Value::Array(items) => {
                for item in items {
                    pairs.push(format!("{key}={}", escape.apply(&primitive(item)?)));
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                pairs.push(format!("{key}={}", escape.apply(&primitive(value)?)));
            }
        }
    }
    Ok(())
}

pub(super) fn decode(
    name: &str,
    schema: &Schema,
    pairs: &Pairs<'_>,
    unescape: Unescape,
) -> Result<Option<Value>, StyleError> {
    let mut own = Vec::new();
    for (key, value) in pairs.iter() {
        if let Some(path) = key.strip_prefix(name).and_then(bracketed) {
            own.push((path, unescape.apply(value)?));
        }
    }
    if own.is_empty() {
        return Ok(None);
    }
    let borrowed: Vec<(&[&str], &str)> = own
        .iter()
        .map(|(path, value)| (path.as_slice(), value.as_str()))
        .collect();
    object(schema, &borrowed).map(Some)
}

/// Is this the name of a pair that belongs to the object `name`?
pub(super) fn is_key_of(key: &str, name: &str) -> bool {
    key.strip_prefix(name).and_then(bracketed).is_some()
}

/// The names of `[a][b]`; `None` when it is something else or nests too deeply.
fn bracketed(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (name, after) = rest.strip_prefix('[')?.split_once(']')?;
        names.push(name);
        rest = after;
    }
    (1..=DEPTH).contains(&names.len()).then_some(names)
}

fn object(schema: &Schema, pairs: &[(&[&str], &str)]) -> Result<Value, StyleError> {
    let mut object = Map::new();
    for (path, _) in pairs {
        let Some(name) = path.first() else {
            return Err(StyleError::Malformed(
                "must not be both a value and an object",
            ));
        };
        if object.contains_key(*name) {
            continue;
        }
        let below: Vec<(&[&str], &str)> = pairs
            .iter()
            .filter(|(path, _)| path.first() == Some(name))
            .map(|(path, value)| (&path[1..], *value))
            .collect();
        let value = member(expectation::property(schema, name), &below)?;
        object.insert((*name).to_owned(), value);
    }
    Ok(Value::Object(object))
}

fn member(schema: &Schema, pairs: &[(&[&str], &str)]) -> Result<Value, StyleError> {
    let expectation = Expectation::of(schema);
    if pairs.iter().any(|(path, _)| !path.is_empty()) {
        if expectation.takes_list() && !expectation.takes_fields() {
            return list(schema, pairs);
        }
        return self::object(schema, pairs);
    }
    match pairs {
        [(_, only)] if !expectation.is_list_only() => Ok(expectation.primitive(only)),
        several if expectation.takes_list() => Ok(expectation::list(
            schema,
            several.iter().map(|(_, value)| *value),
        )),
        several => Err(StyleError::Repeated(several.len())),
    }
}

/// A list whose items are told apart by brackets: `[]` for each in turn, or `[0]`, `[1]`: gaps do not count.
fn list(schema: &Schema, pairs: &[(&[&str], &str)]) -> Result<Value, StyleError> {
    const MALFORMED: StyleError =
        StyleError::Malformed("must number the items of a list, or leave their brackets empty");
    let mut in_turn = Vec::new();
    let mut numbered: BTreeMap<u32, Vec<(&[&str], &str)>> = BTreeMap::new();
    for (path, value) in pairs {
        match path {
            [""] => in_turn.push(vec![(&path[1..], *value)]),
            [number, below @ ..] if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                let number = number.parse().map_err(|_| MALFORMED)?;
                numbered.entry(number).or_default().push((below, *value));
            }
            _ => return Err(MALFORMED),
        }
    }
    let items = in_turn.into_iter().chain(numbered.into_values());
    let items = items
        .enumerate()
        .map(|(index, below)| member(expectation::item(schema, index), &below));
    items.collect::<Result<_, _>>().map(Value::Array)
}
