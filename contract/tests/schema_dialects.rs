//! `jsonSchemaDialect` of OpenAPI 3.1 and 3.2: schemas in the words of other drafts, seen through their 2020-12 form.

use countersign_contract::load::{MemoryFetch, load, load_text};
use countersign_contract::schema::{Projection, to_json_schema};
use countersign_contract::{Contract, LoadOptions};
use serde_json::{Value, json};

const DRAFT_04: &str = "http://json-schema.org/draft-04/schema#";
const DRAFT_06: &str = "http://json-schema.org/draft-06/schema#";
const DRAFT_07: &str = "http://json-schema.org/draft-07/schema#";
const DRAFT_2019: &str = "https://json-schema.org/draft/2019-09/schema";
const DRAFT_2020: &str = "https://json-schema.org/draft/2020-12/schema";
const OPENAPI: &str = "https://spec.openapis.org/oas/3.1/dialect/base";

fn document(version: &str, dialect: &str, schemas: &Value) -> Value {
    json!({"openapi": version, "info": {"title": "t", "version": "1"}, "jsonSchemaDialect": dialect,
        "components": {"schemas": schemas}})
}

fn meaning(contract: &Contract, name: &str) -> Value {
    let root = contract.component_schemas[name];
    to_json_schema(contract, root, Projection::Plain)["$defs"][name].take()
}

/// `Root: <schema>` in a document of this dialect means `expected`, with exactly these findings.
fn check(dialect: &str, schema: &Value, expected: &Value, codes: &[&str]) {
    for version in ["3.1.1", "3.2.0"] {
        let schemas = json!({"Root": schema, "Text": {"type": "string"}});
        let text = document(version, dialect, &schemas).to_string();
        let loaded = load_text("api.json", &text);
        let found: Vec<_> = loaded.diagnostics.iter().map(|it| it.code).collect();
        let contract = loaded.contract.expect("a contract");
        assert_eq!(meaning(&contract, "Root"), *expected, "{text}");
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn keywords_mean_what_they_mean_in_the_draft() {
    let tuple = json!({"items": [{"type": "string"}], "additionalItems": false});
    let expected = json!({"prefixItems": [{"type": "string"}], "items": false});
    for draft in [DRAFT_04, DRAFT_06, DRAFT_07, DRAFT_2019] {
        check(draft, &tuple, &expected, &[]);
    }
    let flag = json!({"minimum": 1, "exclusiveMinimum": true});
    check(DRAFT_04, &flag, &json!({"exclusiveMinimum": 1}), &[]);
    let condition = json!({"if": {"minimum": 1}, "then": {"maximum": 2}});
    check(DRAFT_07, &condition, &condition, &[]);
    check(
        DRAFT_04,
        &condition,
        &json!({}),
        &["foreign-keyword", "foreign-keyword"],
    );
    let dependencies = json!({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}});
    let expected =
        json!({"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["d"]}}});
    check(DRAFT_06, &dependencies, &expected, &[]);
}

#[test]
fn references_hide_what_stands_beside_them_up_to_draft_07() {
    let schema = json!({"$ref": "#/components/schemas/Text", "maxLength": 3});
    let alone = json!({"$ref": "#/$defs/Text"});
    for draft in [DRAFT_04, DRAFT_06, DRAFT_07] {
        check(draft, &schema, &alone, &["ignored-reference-sibling"]);
    }
    let both = json!({"$ref": "#/$defs/Text", "maxLength": 3});
    for dialect in [DRAFT_2019, DRAFT_2020, OPENAPI] {
        check(dialect, &schema, &both, &[]);
    }
}

#[test]
fn schemas_are_named_as_the_draft_names_them() {
    let named = json!({"allOf": [{"$ref": "#name"}], "definitions": {"a": {"id": "#name", "type": "integer"}}});
    check(
        DRAFT_04,
        &named,
        &json!({"allOf": [{"$ref": "#/$defs/s3"}]}),
        &[],
    );
    let named = json!({"allOf": [{"$ref": "#name"}], "definitions": {"a": {"$id": "#name", "type": "integer"}}});
    check(
        DRAFT_07,
        &named,
        &json!({"allOf": [{"$ref": "#/$defs/s3"}]}),
        &[],
    );
    let recursive =
        json!({"$recursiveAnchor": true, "properties": {"next": {"$recursiveRef": "#"}}});
    check(
        DRAFT_2019,
        &recursive,
        &json!({"properties": {"next": {"$ref": "#/$defs/Root"}}}),
        &[],
    );
}

#[test]
fn the_words_of_openapi_are_understood_in_every_draft() {
    let schema = json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "example": "x"}},
        "xml": {"name": "root"}, "externalDocs": {"url": "https://x.test"}, "discriminator": {"propertyName": "kind", "mapping": {"text": "Text"}}});
    for draft in [DRAFT_04, DRAFT_06, DRAFT_07, DRAFT_2019] {
        let schemas = json!({"Root": schema, "Text": {"type": "object"}});
        let loaded = load_text("api.json", &document("3.2.0", draft, &schemas).to_string());
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let contract = loaded.contract.expect("a contract");
        let root = contract.schema(contract.component_schemas["Root"]);
        let discriminator = root.discriminator.as_ref().expect("a discriminator");
        assert!(discriminator.mapping.contains_key("text"));
        assert!(root.annotations.xml.is_some());
    }
}

#[test]
fn a_schema_may_say_otherwise() {
    let tuple = json!({"$schema": OPENAPI, "prefixItems": [true], "nullable": false});
    check(
        DRAFT_04,
        &tuple,
        &json!({"prefixItems": [true]}),
        &["foreign-keyword"],
    );
    let flag = json!({"$schema": DRAFT_04, "maximum": 1, "exclusiveMaximum": true});
    check(OPENAPI, &flag, &json!({"exclusiveMaximum": 1}), &[]);
    let unknown =
        json!({"$schema": "https://x.test/dialect", "maximum": 1, "exclusiveMaximum": true});
    check(
        DRAFT_04,
        &unknown,
        &json!({"exclusiveMaximum": 1}),
        &["unknown-schema-dialect"],
    );
}

#[test]
fn parts_of_a_document_follow_it_and_other_documents_do_not() {
    let schemas = json!({"Part": {"$ref": "part.json#/Flag"}, "Other": {"$ref": "other.json#/components/schemas/Flag"}});
    let flag = json!({"Flag": {"minimum": 1, "exclusiveMinimum": true}});
    let fetch = MemoryFetch::new()
        .with(
            "api.json",
            document("3.1.1", DRAFT_04, &schemas).to_string(),
        )
        .with("part.json", flag.to_string())
        .with(
            "other.json",
            document("3.1.1", DRAFT_2020, &flag).to_string(),
        );
    let loaded = load("api.json", &fetch, &LoadOptions::default());
    let codes: Vec<_> = loaded.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["foreign-keyword"], "only the other document's");
}
