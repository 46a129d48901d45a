//! What is said about instances that do not obey, and where.

use countersign_contract::schema::Projection;
use countersign_contract::{Contract, load};
use countersign_validator::{Instance, Report, Validator, Violation, find_schema};

const CONTRACT: &str = r"
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths: {}
components:
  schemas:
    Order:
      type: object
      required: [sku, payment]
      additionalProperties: false
      dependentRequired: { note: [quantity] }
      properties:
        id: { type: string, format: uuid, readOnly: true }
        sku: { $ref: '#/components/schemas/Sku' }
        quantity: { type: integer, minimum: 1, exclusiveMaximum: 100 }
        price: { type: number, multipleOf: 0.01 }
        status: { enum: [open, paid] }
        pin: { $ref: '#/components/schemas/Pin' }
        tags: { type: array, maxItems: 2, uniqueItems: true, items: { type: string } }
        pair: { type: array, prefixItems: [{ type: integer }], items: false }
        note: { type: [string, 'null'] }
        payment: { $ref: '#/components/schemas/Payment' }
        either: { oneOf: [{ type: integer }, { type: number, minimum: 5 }] }
        maybe: { anyOf: [{ $ref: '#/components/schemas/Card' }, { type: 'null' }] }
        closed: { allOf: [{ properties: { a: true } }], unevaluatedProperties: false }
        names: { propertyNames: { pattern: '^[a-z]+$' } }
        has: { contains: { const: 1 } }
        never: false
    Sku: { type: string, minLength: 3, maxLength: 8, pattern: '^[A-Z]{2}-\d+$' }
    Pin: { type: string, writeOnly: true, pattern: '^\d{4}$' }
    Payment:
      oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }]
      discriminator: { propertyName: kind }
    Card:
      type: object
      required: [kind, number]
      properties: { kind: { const: Card }, number: { type: string, minLength: 12 } }
    Bank:
      type: object
      required: [kind, iban]
      properties: { kind: { const: Bank }, iban: { type: string } }
";

fn contract() -> Contract {
    let loaded = load::load_text("shop.yaml", CONTRACT);
    loaded.contract.expect("a contract")
}

fn check(name: &str, text: &str, schema: &str) -> Report {
    let contract = contract();
    let instance = Instance::parse(name, text);
    let schema = find_schema(&contract, schema).expect("a schema");
    Validator::new(&contract)
        .check_instance(schema, &instance, Projection::Request)
        .expect("a verdict")
}

fn told(text: &str) -> String {
    told_in("order.json", text)
}

fn told_in(name: &str, text: &str) -> String {
    let contract = contract();
    let instance = Instance::parse(name, text);
    let mut lines = String::new();
    let report = check(name, text, "Order");
    for violation in &report.violations {
        tell(violation, 0, &contract, &instance, &mut lines);
    }
    lines
}

fn tell(
    violation: &Violation,
    depth: usize,
    contract: &Contract,
    instance: &Instance,
    lines: &mut String,
) {
    use std::fmt::Write;
    let span = violation.instance_span.expect("read from text");
    let place = instance.sources.line_column(span);
    let schema = &violation.schema;
    writeln!(
        lines,
        "{:indent$}{}:{} {} {} <- {} {}",
        "",
        place.line,
        place.column,
        violation.instance,
        violation.message,
        contract.sources.location(schema.span),
        schema.pointer,
        indent = depth * 4,
    )
    .expect("a string takes it");
    for cause in &violation.causes {
        tell(cause, depth + 1, contract, instance, lines);
    }
}

#[test]
fn each_keyword_is_told_with_both_places() {
    insta::assert_snapshot!(told(
        r#"{
  "id": "x",
  "sku": "a",
  "quantity": 0.5,
  "price": 4.025,
  "status": "cancelled",
  "tags": ["a", "a", 1],
  "pair": [1, 2],
  "note": 5,
  "payment": { "kind": "Card", "number": "1" },
  "closed": { "a": 1, "b": 2 },
  "names": { "A": 1 },
  "has": [2],
  "never": 1,
  "extra": true
}"#
    ));
}

#[test]
fn yaml_instances_have_places_too() {
    insta::assert_snapshot!(told_in(
        "order.yaml",
        "sku: AB-123456\nquantity: 100\nnote: null\npayment:\n  kind: Bank\n"
    ));
}

#[test]
fn a_discriminator_that_names_nothing_is_told_itself() {
    insta::assert_snapshot!(
        [
            r#"{ "sku": "AB-1", "payment": { "kind": "Cash" } }"#,
            r#"{ "sku": "AB-1", "payment": {} }"#,
            r#"{ "sku": "AB-1", "payment": 3 }"#
        ]
        .map(told)
        .concat()
    );
}

#[test]
fn the_alternative_that_was_meant_is_found_without_a_discriminator() {
    insta::assert_snapshot!([r#"{ "sku": "AB-1", "payment": { "kind": "Bank", "iban": "x" }, "maybe": { "kind": "Card" } }"#,
        r#"{ "sku": "AB-1", "payment": { "kind": "Bank", "iban": "x" }, "either": 7 }"#].map(told).concat());
}

#[test]
fn write_only_values_are_not_shown() {
    let told =
        told(r#"{ "sku": "AB-1", "pin": "hunter2", "payment": { "kind": "Bank", "iban": "x" } }"#);
    assert!(
        told.contains("/pin must match the pattern") && !told.contains("hunter2"),
        "{told}"
    );
}

#[test]
fn schemas_are_found_by_name_and_by_pointer() {
    let contract = contract();
    let order = find_schema(&contract, "Order");
    assert!(order.is_some());
    assert_eq!(find_schema(&contract, "#/components/schemas/Order"), order);
    assert_eq!(
        find_schema(&contract, "shop.yaml#/components/schemas/Order"),
        order
    );
    assert!(find_schema(&contract, "/components/schemas/Order/properties/quantity").is_some());
    assert_eq!(find_schema(&contract, "Nothing"), None);
}

#[test]
fn output_formats_are_those_of_the_standard() {
    let report = check(
        "order.json",
        r#"{ "payment": { "kind": "Card" } }"#,
        "Order",
    );
    let outputs = [report.flag(), report.basic(), report.detailed()];
    let text = outputs.map(|output| serde_json::to_string_pretty(&output).unwrap());
    insta::assert_snapshot!(text.join("\n"));
    assert_eq!(
        Report::default().detailed(),
        serde_json::json!({ "valid": true })
    );
}
