//! What is written as JSON Schema, judged by an independent engine.

use countersign_contract::policy::EXTENSIONS_SCHEMA;
use countersign_contract::schema::{Projection, to_json_schema};
use countersign_contract::{load_path, load_text};
use serde_json::{Value, json};

#[test]
fn every_schema_of_our_contracts_is_a_valid_self_contained_2020_12_schema() {
    insta::glob!("../../specs", "{orders,features}/*.yaml", |path| {
        let contract = load_path(path).contract.expect("a contract");
        for id in contract.schema_ids() {
            for projection in [Projection::Plain, Projection::Request, Projection::Response] {
                let schema = to_json_schema(&contract, id, projection);
                let place = &contract.schema(id).pointer;
                if let Err(error) = jsonschema::draft202012::new(&schema) {
                    panic!("{} {place}: {error}\n{schema:#}", path.display());
                }
            }
        }
    });
}

fn schema_of_root(schemas: &str) -> Value {
    let header = "openapi: 3.0.4\ninfo: {title: t, version: '1'}\npaths: {}\n";
    let text = format!("{header}components:\n  schemas:\n{schemas}");
    let contract = load_text("contract.yaml", &text)
        .contract
        .expect("a contract");
    to_json_schema(
        &contract,
        contract.component_schemas["Root"],
        Projection::Plain,
    )
}

#[test]
fn names_that_need_escapes_stay_reachable() {
    let schema = schema_of_root(
        "    Root: {properties: {a: {$ref: '#/components/schemas/a~1b %25~0ä'}}}\n    a/b %~ä: {type: integer}\n",
    );
    let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
    assert!(validator.is_valid(&json!({"a": 1})));
    assert!(!validator.is_valid(&json!({"a": "1"})));
}

#[test]
fn nullable_and_recursion_mean_what_authors_mean() {
    let schema = schema_of_root(
        "
    Root:
      type: object
      properties:
        next: {$ref: '#/components/schemas/Root', nullable: true}
        size: {type: integer, minimum: 0, exclusiveMinimum: true, nullable: true}
        kind: {type: string, enum: [a], nullable: true}
",
    );
    let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
    for good in [
        json!({}),
        json!({"next": {"next": null}, "size": 1, "kind": "a"}),
        json!({"size": null, "kind": null}),
    ] {
        assert!(validator.is_valid(&good), "{good}");
    }
    for bad in [
        json!({"size": 0}),
        json!({"kind": "b"}),
        json!({"next": {"next": 1}}),
        json!(null),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}

#[test]
fn the_schema_of_our_keys_agrees_with_the_reader() {
    let schema: Value = serde_json::from_str(EXTENSIONS_SCHEMA).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
    let cases = [
        ("x-countersign-idempotency", json!("required"), true),
        ("x-countersign-idempotency", json!(false), true),
        ("x-countersign-idempotency", json!("always"), false),
        (
            "x-countersign-idempotency",
            json!({"key": "accepted", "header": "X-Once"}),
            true,
        ),
        (
            "x-countersign-idempotency",
            json!({"header": "X Once"}),
            false,
        ),
        (
            "x-countersign-idempotency",
            json!({"format": "loose"}),
            false,
        ),
        (
            "x-countersign-idempotency",
            json!({"retention": "7d"}),
            true,
        ),
        ("x-countersign-retry", json!(false), true),
        (
            "x-countersign-retry",
            json!({"max-attempts": 4, "initial-interval": "50ms"}),
            true,
        ),
        ("x-countersign-retry", json!({"max-attempts": 0}), false),
        (
            "x-countersign-retry",
            json!({"statuses": [429, "5XX"]}),
            true,
        ),
        ("x-countersign-retry", json!({"statuses": ["ok"]}), false),
        ("x-countersign-retry", json!({"multiplier": 0.5}), false),
        ("x-countersign-retry", json!({"backoff": "1s"}), false),
        ("x-countersign-timeout", json!("10s"), true),
        ("x-countersign-timeout", json!(10), false),
        (
            "x-countersign-timeout",
            json!({"deadline": "10s", "attempt": "2s"}),
            true,
        ),
        ("x-countersign-timeout", json!({"attempt": "0s"}), false),
        (
            "x-countersign-rate-limit",
            json!({"requests": 100, "window": "1s"}),
            true,
        ),
        ("x-countersign-rate-limit", json!({"requests": 100}), false),
        ("x-countersign-rate-limit", json!(false), true),
        ("x-countersign-ratelimit", json!(false), false),
        (
            "x-countersign-stream",
            json!({"sentinel": "[DONE]", "condition": "stream", "error-event": false, "resume": true}),
            true,
        ),
        ("x-countersign-stream", json!({"sentinel": ""}), false),
        ("x-countersign-stream", json!(true), false),
    ];
    for (key, value, good) in cases {
        let keys = json!({ key: value });
        assert_eq!(validator.is_valid(&keys), good, "schema: {keys}");
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"204": {"description": "done"}}}}},
            key: value,
        });
        let findings = load_text("contract.json", &document.to_string()).diagnostics;
        assert_eq!(findings.is_empty(), good, "reader: {keys} {findings:?}");
    }
}

#[test]
fn our_own_contracts_keep_to_the_schema_of_our_keys() {
    let schema: Value = serde_json::from_str(EXTENSIONS_SCHEMA).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
    let mut seen = 0;
    insta::glob!("../../specs", "{orders,features}/*.yaml", |path| {
        let contract = load_path(path).contract.expect("a contract");
        for operation in &contract.operations {
            let keys = operation.extensions.iter();
            let keys: serde_json::Map<String, Value> = keys
                .map(|(key, node)| (key.clone(), node.to_json()))
                .collect();
            seen += keys.len();
            assert!(
                validator.is_valid(&Value::Object(keys)),
                "{}",
                path.display()
            );
        }
    });
    assert!(seen > 0, "our contracts use our keys");
}
