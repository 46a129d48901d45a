//! `deepObject`: `filter[status]=open`, nested as `filter[a][b]=1`, lists by repeating the key or by numbers.

use std::collections::BTreeMap;

use countersign_contract::Contract;
use serde_json::{Map, Value};

use super::Pairs;
use super::expectation::{self, Expectation, MaybeSchema};
use super::read::{Malformed, Unescape};

/// Objects within objects.
const DEPTH: usize = 8;

pub(super) fn read(
    contract: &Contract,
    name: &str,
    schema: MaybeSchema,
    pairs: &Pairs,
    unescape: Unescape,
) -> Result<Option<Value>, Malformed> {
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
    object(contract, schema, &borrowed).map(Some)
}

/// Is `key` a property of the deep object `name`?
pub(super) fn is_key_of(key: &str, name: &str) -> bool {
    key.strip_prefix(name).and_then(bracketed).is_some()
}

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

fn object(
    contract: &Contract,
    schema: MaybeSchema,
    pairs: &[(&[&str], &str)],
) -> Result<Value, Malformed> {
    let mut object = Map::new();
    for (path, _) in pairs {
        let Some(name) = path.first() else {
            return Err(Malformed::new("must not be both a value and an object"));
        };
        if object.contains_key(*name) {
            continue;
        }
        let below: Vec<(&[&str], &str)> = pairs
            .iter()
            .filter(|(path, _)| path.first() == Some(name))
            .map(|(path, value)| (&path[1..], *value))
            .collect();
        let schema = expectation::property(contract, schema, name);
        object.insert((*name).to_owned(), member(contract, schema, &below)?);
    }
    Ok(Value::Object(object))
}

fn member(
    contract: &Contract,
    schema: MaybeSchema,
    pairs: &[(&[&str], &str)],
) -> Result<Value, Malformed> {
    let expectation = Expectation::of(contract, schema);
    if pairs.iter().any(|(path, _)| !path.is_empty()) {
        if expectation.takes_list() && !expectation.takes_fields() {
            return list(contract, schema, pairs);
        }
        return object(contract, schema, pairs);
    }
    match pairs {
        [(_, only)] if !expectation.is_list_only() => Ok(expectation.primitive(only)),
        several if expectation.takes_list() => {
            let texts: Vec<&str> = several.iter().map(|(_, value)| *value).collect();
            Ok(expectation::list(contract, schema, &texts))
        }
        several => Err(Malformed::repeated(several.len())),
    }
}

/// `[]` for each item in turn, or `[0]`, `[1]`: gaps do not count.
fn list(
    contract: &Contract,
    schema: MaybeSchema,
    pairs: &[(&[&str], &str)],
) -> Result<Value, Malformed> {
    let malformed =
        || Malformed::new("must number the items of a list, or leave their brackets empty");
    let mut in_turn = Vec::new();
    let mut numbered: BTreeMap<u32, Vec<(&[&str], &str)>> = BTreeMap::new();
    for (path, value) in pairs {
        match path {
            [""] => in_turn.push(vec![(&path[1..], *value)]),
            [number, below @ ..] if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                let number = number.parse().map_err(|_| malformed())?;
                numbered.entry(number).or_default().push((below, *value));
            }
            _ => return Err(malformed()),
        }
    }
    let items = in_turn.into_iter().chain(numbered.into_values());
    let items = items.enumerate().map(|(index, below)| {
        let schema = expectation::item(contract, schema, index);
        member(contract, schema, &below)
    });
    items.collect::<Result<_, _>>().map(Value::Array)
}
