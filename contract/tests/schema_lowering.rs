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

#[test]
fn a_schema_that_applies_itself_loses_the_edge_that_closes_the_cycle() {
    let schemas = "
    Root: {allOf: [{$ref: '#/components/schemas/Other'}]}
    Other: {anyOf: [{type: string}, {$ref: '#/components/schemas/Root'}]}
";
    let (definitions, codes) = lowered("3.1.0", schemas, Projection::Plain);
    assert_eq!(codes, ["schema-cycle"]);
    let expected = json!({"anyOf": [{"type": "string"}]});
    assert_eq!(
        definitions["Other"], expected,
        "the member would accept everything"
    );
}

#[test]
fn discriminator_values_are_explicit_or_the_names_of_the_members() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    Root:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {meow: Cat, purr: '#/components/schemas/Cat'}}
    Cat: {type: object}
    Dog: {type: object}
";
    let contract = load_text("contract.yaml", text)
        .contract
        .expect("a contract");
    let root = contract.schema(contract.component_schemas["Root"]);
    let discriminator = root.discriminator.as_ref().expect("a discriminator");
    let mapping = discriminator.mapping.iter();
    let mapping: Vec<_> = mapping
        .map(|(value, id)| (value.as_str(), contract.schema(*id).name.as_deref()))
        .collect();
    let (cat, dog) = (Some("Cat"), Some("Dog"));
    assert_eq!(mapping, [("meow", cat), ("purr", cat), ("Dog", dog)]);
}

#[test]
fn anchors_and_identifiers_are_found() {
    let schemas = "
    Root:
      properties:
        a: {$ref: '#leaf'}
        b: {$ref: 'https://ids.test/box'}
        c: {$ref: 'https://ids.test/box#/$defs/lid'}
    Leaf: {$anchor: leaf, type: integer}
    Box:
      $id: https://ids.test/box
      type: object
      properties: {lid: {$ref: '#/$defs/lid'}, leaf: {$ref: '#/components/schemas/Leaf'}}
      $defs: {lid: {type: string}}
";
    let (definitions, codes) = lowered("3.1.0", schemas, Projection::Plain);
    assert_eq!(codes, [""; 0]);
    let properties = &definitions["Root"]["properties"];
    assert_eq!(properties["a"], json!({"$ref": "#/$defs/Leaf"}));
    assert_eq!(properties["b"], json!({"$ref": "#/$defs/Box"}));
    let lid = &properties["c"];
    assert_eq!(
        *lid, definitions["Box"]["properties"]["lid"],
        "one location, one schema"
    );
}

#[test]
fn a_long_chain_of_inline_schemas_costs_no_stack() {
    let deep = 240;
    let text = format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{\"Root\":{}{{}}{}}}}}}}",
        "{\"not\":".repeat(deep),
        "}".repeat(deep)
    );
    let loaded = load_text("contract.json", &text);
    let contract = loaded.contract.expect("a contract");
    assert_eq!(contract.schemas.len(), deep + 1);
    let references: Vec<String> = (0..20_000)
        .map(|at| format!("    S{at}: {{$ref: '#/components/schemas/S{}'}}\n", at + 1))
        .collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n{}    S20000: {{}}\n",
        references.concat()
    );
    let loaded = load_text("contract.yaml", &text);
    assert!(loaded.diagnostics.is_empty(), "a chain is no cycle");
    assert_eq!(loaded.contract.expect("a contract").schemas.len(), 20_001);
}
