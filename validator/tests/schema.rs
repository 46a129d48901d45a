//! Verdicts about instances.

use countersign_contract::schema::{Projection, SchemaId};
use countersign_contract::{Contract, load};
use countersign_validator::{EngineError, Instance, Report, Validator};
use serde_json::{Value, json};

fn contract(schemas: &str) -> Contract {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    load::load_text("contract.yaml", &text)
        .contract
        .expect("a contract")
}

fn schema(contract: &Contract, name: &str) -> SchemaId {
    contract.component_schemas[name]
}

fn verdict(schemas: &str, instance: &Value) -> Result<bool, EngineError> {
    let contract = contract(schemas);
    Validator::new(&contract).is_valid_schema(schema(&contract, "S"), instance, Projection::Plain)
}

#[test]
fn recursive_schemas_are_followed() {
    let tree = "    S: { type: object, properties: { children: { type: array, items: { $ref: '#/components/schemas/S' } } } }\n";
    assert_eq!(
        verdict(tree, &json!({ "children": [{ "children": [] }] })),
        Ok(true)
    );
    assert_eq!(
        verdict(tree, &json!({ "children": [{ "children": 1 }] })),
        Ok(false)
    );
}

#[test]
fn references_that_lead_in_circles_end() {
    for circle in [
        "    S: { $ref: '#/components/schemas/T' }\n    T: { $ref: '#/components/schemas/S' }\n",
        "    S: { anyOf: [{ $ref: '#/components/schemas/S' }, { $ref: '#/components/schemas/S' }] }\n",
        "    S: { allOf: [{ $ref: '#/components/schemas/S' }, { type: string }] }\n",
    ] {
        // What such a schema means is undefined; that there is an answer is what counts.
        let _: Result<bool, EngineError> = verdict(circle, &json!(1));
    }
}

#[test]
fn the_direction_decides_about_required_properties() {
    let contract = contract(
        "    S: { type: object, required: [id, pin], properties: { id: { type: string, readOnly: true }, pin: { type: string, writeOnly: true } } }\n",
    );
    let validator = Validator::new(&contract);
    let judge = |instance: Value, projection| {
        validator.is_valid_schema(schema(&contract, "S"), &instance, projection)
    };
    assert_eq!(judge(json!({ "pin": "1" }), Projection::Request), Ok(true));
    assert_eq!(
        judge(json!({ "pin": "1" }), Projection::Response),
        Ok(false)
    );
    assert_eq!(judge(json!({ "id": "1" }), Projection::Response), Ok(true));
}

#[test]
fn integer_formats_narrow() {
    assert_eq!(
        verdict(
            "    S: { type: integer, format: int32 }\n",
            &json!(3_000_000_000_u64)
        ),
        Ok(false)
    );
    assert_eq!(
        verdict(
            "    S: { type: integer, format: int64 }\n",
            &json!(3_000_000_000_u64)
        ),
        Ok(true)
    );
    assert_eq!(
        verdict("    S: { type: string, format: email }\n", &json!("nobody")),
        Ok(true)
    );
}

#[test]
fn giving_up_on_a_pattern_is_no_verdict() {
    let result = verdict(
        "    S: { pattern: '^(?=(a+)+$)(a|aa)+\\1b$' }\n",
        &json!("a".repeat(64)),
    );
    assert_eq!(
        result,
        Err(EngineError::GaveUp {
            pointer: String::new()
        })
    );
}

#[test]
fn an_unusable_pattern_is_reported_with_its_place() {
    let result = verdict(
        "    S: { type: object, properties: { a: { pattern: '(' } } }\n",
        &json!({}),
    );
    let Err(EngineError::Unusable { pointer, .. }) = result else {
        panic!("{result:?}");
    };
    assert_eq!(pointer, "/$defs/S/properties/a/pattern");
}

#[test]
fn instances_as_deep_as_the_reader_allows_are_judged() {
    let contract = contract(
        "    S: { type: array, items: { anyOf: [{ $ref: '#/components/schemas/S' }, { type: 'null' }] } }\n",
    );
    let text = format!("{}{}", "[".repeat(250), "]".repeat(250));
    let instance = Instance::parse("deep.json", &text);
    let report = Validator::new(&contract).check_instance(
        schema(&contract, "S"),
        &instance,
        Projection::Plain,
    );
    assert_eq!(report.map(|report| report.is_valid()), Ok(true));
}

#[test]
fn many_violations_are_cut_and_said_to_be() {
    let contract = contract("    S: { items: { type: string } }\n");
    let report = Validator::new(&contract)
        .check_value(
            schema(&contract, "S"),
            &json!(vec![1; 500]),
            Projection::Plain,
        )
        .expect("a verdict");
    assert_eq!(
        (report.violations.len(), report.truncated),
        (Report::LIMIT, true)
    );
}
