//! The law of shapes: a JSON value that a schema allows is decoded as the schema's type and encoded as an equal value.

mod arbitrary;

use std::collections::BTreeMap;
use std::path::Path;

use countersign_contract::Contract;
use countersign_contract::load::load_path;
use countersign_contract::schema::Projection;
use countersign_validator::Validator;
use countersign_wire_schemas::entries::{self, ALL, Entry};
use serde_json::Value;

use arbitrary::Arbitrary;

/// How many values of each schema are tried.
const TRIES: u64 = 400;

/// A schema of which fewer different values can be made than this needs a better generator, or is no good fixture.
const FEWEST: usize = 2;

#[test]
fn values_that_a_schema_allows_survive_the_journey_through_its_type() {
    let mut contracts: BTreeMap<&str, Contract> = BTreeMap::new();
    for entry in ALL {
        contracts.entry(entry.fixture).or_insert_with(|| {
            let loaded = load_path(Path::new(entry.fixture));
            loaded.contract.expect("a fixture is a contract")
        });
    }
    let failures: Vec<String> = ALL
        .iter()
        .filter_map(|entry| judge(entry, &contracts[entry.fixture]).err())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn judge(entry: &Entry, contract: &Contract) -> Result<(), String> {
    let place = format!("{}#{} {:?}", entry.fixture, entry.schema, entry.projection);
    let schema = contract.component_schemas[entry.schema];
    let validator = Validator::new(contract);
    let projection = match entry.projection {
        entries::Projection::Request => Projection::Request,
        entries::Projection::Response => Projection::Response,
    };
    let mut values: Vec<Value> = Vec::new();
    for seed in 0..TRIES {
        let Some(value) = Arbitrary::new(contract, projection, seed).value(&[schema]) else {
            continue;
        };
        // The null of a named schema stands where it is used: its type is what else it may be.
        if !value.is_null()
            && validator.is_valid_schema(schema, &value, projection) == Ok(true)
            && !values.contains(&value)
        {
            values.push(value);
        }
    }
    if values.len() < FEWEST {
        return Err(format!("{place}: only {values:?} could be made"));
    }
    for value in values {
        let text = value.to_string();
        let back = (entry.there_and_back)(text.as_bytes())
            .map_err(|error| format!("{place}: {text} is refused: {error}"))?;
        if !equal(&value, &back) {
            return Err(format!("{place}: {text} comes back as {back}"));
        }
    }
    Ok(())
}

/// Numbers are equal when their values are: `1.0` is `1` (JSON Schema 2020-12 Core 4.2.2).
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right
                || left.as_i128().is_none_or(|_| right.as_i128().is_none())
                    && left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        (left, right) => left == right,
    }
}
