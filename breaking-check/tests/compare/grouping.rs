//! One cause, one finding.

use crate::support::{report_on, summary};

fn shop(money: &str) -> String {
    format!(
        r##"paths:
  /orders:
    get: {{ responses: {{ "200": {{ description: ok, content: {{ application/json: {{ schema: {{ type: array, items: {{ $ref: "#/components/schemas/Order" }} }} }} }} }} }} }}
    post:
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Order" }} }} }} }}
      responses: {{ "201": {{ description: ok, content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Order" }} }} }} }} }}
  /refunds:
    post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Money" }} }} }} }}, responses: {{}} }}
components:
  schemas:
    Order: {{ type: object, required: [total], properties: {{ total: {{ $ref: "#/components/schemas/Money" }} }} }}
    Money: {money}"##
    )
}

const MONEY: &str =
    "{ type: object, required: [amount], properties: { amount: { type: integer, example: 250 } } }";

#[test]
fn an_edit_in_a_shared_component_is_one_finding_with_all_operations() {
    let base = shop(MONEY);
    let revision = shop(&MONEY.replace("type: integer", "type: string"));
    let report = report_on(&base, &revision, false);
    assert_eq!(summary(&report), ["type-changed error proven"]);
    let operations: Vec<String> = report.changes[0]
        .operations()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(operations, ["GET /orders", "POST /orders", "POST /refunds"]);
}

#[test]
fn a_schema_under_two_names_of_properties_is_one_finding() {
    let base = shop("{ type: integer, minimum: 0 }");
    let revision = shop("{ type: integer, minimum: 1 }");
    let report = report_on(&base, &revision, false);
    // What is refused in requests is what no response holds any more: one edit, one finding.
    assert_eq!(summary(&report), ["minimum-increased error proven"]);
    let places: Vec<String> = report.changes[0]
        .reaches
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        places,
        [
            "`/total` in the application/json request body of POST /orders",
            "the application/json request body of POST /refunds"
        ]
    );
}

#[test]
fn a_definition_that_the_root_of_a_json_schema_reaches_is_one_finding() {
    let schema = |least: u32| {
        format!(
            "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\nproperties: {{ price: {{ $ref: '#/$defs/Price' }}, tax: {{ $ref: '#/$defs/Price' }} }}\n$defs: {{ Price: {{ type: integer, minimum: {least} }} }}"
        )
    };
    let report = report_on(&schema(0), &schema(1), false);
    assert_eq!(summary(&report), ["minimum-increased error proven"]);
    let schemas: Vec<String> = report.changes[0]
        .operations()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(schemas, ["the root schema", "schema `Price`"]);
}

#[test]
fn a_finding_reaches_only_the_operations_it_hurts() {
    let base = shop(MONEY);
    let revision = shop(
        &MONEY
            .replace("required: [amount]", "required: [amount, currency]")
            .replace("properties: {", "properties: { currency: { type: string },"),
    );
    let report = report_on(&base, &revision, false);
    assert_eq!(summary(&report), ["required-property-added error proven"]);
    let operations: Vec<String> = report.changes[0]
        .operations()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(operations, ["POST /orders", "POST /refunds"]);
}

#[test]
fn a_renamed_path_parameter_is_no_change() {
    let path = |name: &str| {
        format!(
            "paths: {{ \"/orders/{{{name}}}\": {{ get: {{ parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}], responses: {{}} }} }} }}"
        )
    };
    assert_eq!(
        summary(&report_on(&path("id"), &path("orderId"), false)),
        [""; 0]
    );
}

#[test]
fn webhooks_turn_the_directions_round() {
    let hook = |required: &str| {
        format!(
            "paths: {{}}\nwebhooks: {{ paid: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, properties: {{ id: {{ type: string }} }}, required: [{required}] }} }} }} }}, responses: {{}} }} }} }}"
        )
    };
    let gone = report_on(&hook("id"), &hook(""), false);
    assert_eq!(summary(&gone), ["property-became-optional error proven"]);
    let kept = report_on(&hook(""), &hook("id"), false);
    assert_eq!(summary(&kept), ["property-became-required info harmless"]);
}
