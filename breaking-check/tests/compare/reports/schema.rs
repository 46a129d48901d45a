//! Is the JSON report what `report.schema.json` says, and does the schema say everything?

use std::collections::BTreeSet;

use countersign_breaking_check::Options;
use countersign_breaking_check::report::{Document, JSON_SCHEMA, json};
use serde_json::Value;

use super::{BASE, approved, document};
use crate::support::{document_against, whole};

fn reports() -> Vec<Value> {
    let pattern = |pattern: &str| {
        let schema = format!("type: string\npattern: '{pattern}'");
        whole(&schema, false)
    };
    // Beyond what any automaton may hold, so that nothing is decided.
    let unknown = document_against(
        &[
            ("one.yaml", &pattern("^(a|b)*a(a|b){40}$")),
            ("two.yaml", &pattern("^x$")),
        ],
        &pattern("^(a|b)*b(a|b){41}$"),
        &Options {
            validations: 0,
            ..Options::default()
        },
    );
    let silent = document_against(
        &[("base.yaml", &whole(BASE, false))],
        &whole(BASE, false),
        &Options::default(),
    );
    let read = |document: &Document| serde_json::from_str(&json(document)).expect("JSON");
    [document(), approved(), unknown, silent]
        .iter()
        .map(read)
        .collect()
}

#[test]
fn every_report_is_as_the_schema_says() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for report in reports() {
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

/// A key of the schema that no report fills would be a promise that nobody keeps.
#[test]
fn every_key_of_the_schema_is_filled_by_a_report() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).expect("the schema is JSON");
    let mut described = BTreeSet::new();
    keys_described(&schema, &mut described);
    assert!(described.len() > 40, "{described:?}");
    let mut filled = BTreeSet::new();
    for report in reports() {
        keys_filled(&report, &mut filled);
    }
    // These need a folder of contracts.
    let missing: Vec<_> = described
        .difference(&filled)
        .filter(|key| *key != "contract")
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn keys_described(schema: &Value, keys: &mut BTreeSet<String>) {
    if let Some(properties) = schema["properties"].as_object() {
        for (key, property) in properties {
            keys.insert(key.clone());
            keys_described(property, keys);
        }
    }
    for definition in schema["$defs"].as_object().into_iter().flatten() {
        keys_described(definition.1, keys);
    }
}

fn keys_filled(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
                keys.insert(key.clone());
                keys_filled(value, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys_filled(item, keys)),
        _ => {}
    }
}
