//! Schemas of both dialects, seen through their 2020-12 form.

use countersign_contract::load_text;
use countersign_contract::schema::{Projection, to_json_schema};
use serde_json::{Value, json};

/// The `$defs` of the component `Root` and the codes of the diagnostics.
fn lowered(version: &str, schemas: &str, projection: Projection) -> (Value, Vec<&'static str>) {
    let header = format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n");
    let text = format!("{header}components:\n  schemas:\n{schemas}");
    let loaded = load_text("contract.yaml", &text);
    let codes = loaded.diagnostics.iter().map(|finding| finding.code);
    let codes: Vec<_> = codes.collect();
    let contract = loaded.contract.expect("a contract");
    let schema = to_json_schema(&contract, contract.component_schemas["Root"], projection);
    assert_eq!(schema["$ref"], "#/$defs/Root");
    (schema["$defs"].clone(), codes)
}

/// `Root: <schema>` written in a dialect means `expected`, with exactly these diagnostics.
fn check(version: &str, schema: &str, expected: &Value, codes: &[&str]) {
    let (definitions, found) =
        lowered(version, &format!("    Root: {schema}\n"), Projection::Plain);
    assert_eq!(definitions["Root"], *expected, "{schema}");
    assert_eq!(found, codes, "{schema}");
}

#[test]
fn nullable_becomes_a_union_with_null() {
    let expected = json!({"type": ["null", "string"]});
    check("3.0.3", "{type: string, nullable: true}", &expected, &[]);
    let foreign = &["foreign-keyword"];
    check(
        "3.1.0",
        "{type: string, nullable: true}",
        &expected,
        foreign,
    );
    check(
        "3.0.3",
        "{type: string, nullable: false}",
        &json!({"type": "string"}),
        &[],
    );
    check("3.0.3", "{nullable: true}", &json!({}), &[]);
}

#[test]
fn nullable_adds_null_to_an_enum_that_lacks_it() {
    let expected = json!({"type": ["null", "string"], "enum": ["a", null]});
    let schema = "{type: string, nullable: true, enum: [a]}";
    check("3.0.3", schema, &expected, &["nullable-enum-without-null"]);
    check(
        "3.0.3",
        "{type: string, nullable: true, enum: [a, null]}",
        &expected,
        &[],
    );
}

#[test]
fn nullable_reaches_through_composition() {
    let nothing = json!({"type": "null"});
    let expected = json!({"anyOf": [{"type": "string"}, nothing]});
    let schema = "{nullable: true, anyOf: [{type: string}]}";
    check("3.0.3", schema, &expected, &["nullable-beside-applicator"]);
    let expected = json!({"title": "T", "anyOf": [{"allOf": [{"type": "string"}]}, nothing]});
    let schema = "{title: T, nullable: true, allOf: [{type: string}]}";
    check("3.0.3", schema, &expected, &["nullable-beside-applicator"]);
}

#[test]
fn exclusive_bounds_are_read_in_both_forms() {
    let expected = json!({"exclusiveMinimum": 1, "maximum": 9});
    let flags = "{minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}";
    check("3.0.3", flags, &expected, &[]);
    check("3.1.0", "{exclusiveMinimum: 1, maximum: 9}", &expected, &[]);
    check(
        "3.0.3",
        "{exclusiveMinimum: 1, maximum: 9}",
        &expected,
        &["foreign-keyword"],
    );
}

#[test]
fn keywords_beside_a_reference_apply_in_3_1_and_not_in_3_0() {
    let schemas =
        "    Root: {$ref: '#/components/schemas/Name', maxLength: 3}\n    Name: {type: string}\n";
    let (definitions, codes) = lowered("3.1.0", schemas, Projection::Plain);
    let expected = json!({"$ref": "#/$defs/Name", "maxLength": 3});
    assert_eq!((&definitions["Root"], codes), (&expected, vec![]));
    let (definitions, codes) = lowered("3.0.3", schemas, Projection::Plain);
    let expected = json!({"$ref": "#/$defs/Name"});
    assert_eq!(definitions["Root"], expected);
    assert_eq!(codes, ["ignored-reference-sibling"]);
}

#[test]
fn recursion_through_a_property_stays_a_reference() {
    let schemas =
        "    Root: {type: object, properties: {next: {$ref: '#/components/schemas/Root'}}}\n";
    let (definitions, codes) = lowered("3.1.0", schemas, Projection::Plain);
    let next = json!({"$ref": "#/$defs/Root"});
    let expected = json!({"Root": {"type": "object", "properties": {"next": next}}});
    assert_eq!((definitions, codes), (expected, vec![]));
}

#[test]
fn properties_that_do_not_travel_are_not_required() {
    let schemas = "
    Root:
      type: object
      required: [id, secret, name]
      properties:
        id: {$ref: '#/components/schemas/Id'}
        secret: {type: string, writeOnly: true}
        name: {type: string}
    Id: {type: string, readOnly: true}
";
    for (projection, required) in [
        (Projection::Plain, json!(["id", "secret", "name"])),
        (Projection::Request, json!(["secret", "name"])),
        (Projection::Response, json!(["id", "name"])),
    ] {
        let (definitions, _) = lowered("3.1.0", schemas, projection);
        assert_eq!(definitions["Root"]["required"], required);
    }
}

#[test]
fn a_reference_may_lead_into_paths_and_properties() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 4}}]
components:
  schemas:
    Root: {properties: {id: {$ref: '#/paths/~1orders~1%7Bid%7D/parameters/0/schema'}}}
    Other: {$ref: '#/components/schemas/Root/properties/id'}
";
    let loaded = load_text("contract.yaml", text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let contract = loaded.contract.expect("a contract");
    let other = contract.component_schemas["Other"];
    let schema = to_json_schema(&contract, other, Projection::Plain);
    let leaf = json!({"type": "string", "maxLength": 4});
    let definitions = schema["$defs"].as_object().expect("an object");
    assert!(definitions.values().any(|one| *one == leaf), "{schema}");
}
