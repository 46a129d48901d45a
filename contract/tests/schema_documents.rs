//! JSON Schema files as contracts, in every draft, seen through their 2020-12 form.

use countersign_contract::load::{Draft, LoadOptions, Loaded, MemoryFetch, load, load_text};
use countersign_contract::schema::{Projection, to_json_schema};
use serde_json::{Value, json};

/// What the schemas of a document mean, by name, and the codes of what is wrong with it.
fn meaning(loaded: &Loaded) -> (Value, Vec<&'static str>) {
    let contract = loaded.contract.as_ref().expect("a contract");
    let root = contract.root_schema.expect("a schema of its own");
    let codes = loaded.diagnostics.iter().map(|finding| finding.code);
    let mut text = to_json_schema(contract, root, Projection::Plain);
    (text["$defs"].take(), codes.collect())
}

/// `schema`, a draft's document, means `expected` (the whole of it, named `root`), with exactly these findings.
fn check(draft: &str, schema: &Value, expected: &Value, codes: &[&str]) {
    let mut document = schema.clone();
    document["$schema"] = draft.into();
    let loaded = load_text("root.json", &document.to_string());
    let (definitions, found) = meaning(&loaded);
    assert_eq!(definitions["root"], *expected, "{document}");
    assert_eq!(found, codes, "{document}");
}

const DRAFT_04: &str = "http://json-schema.org/draft-04/schema#";
const DRAFT_06: &str = "http://json-schema.org/draft-06/schema#";
const DRAFT_07: &str = "http://json-schema.org/draft-07/schema#";
const DRAFT_2019: &str = "https://json-schema.org/draft/2019-09/schema";
const DRAFT_2020: &str = "https://json-schema.org/draft/2020-12/schema";

#[test]
fn exclusive_bounds_are_flags_up_to_draft_04_and_numbers_since() {
    let flags =
        json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false});
    let expected = json!({"exclusiveMinimum": 1, "maximum": 9});
    check(DRAFT_04, &flags, &expected, &[]);
    let numbers = json!({"exclusiveMinimum": 1});
    for draft in [DRAFT_06, DRAFT_07, DRAFT_2019, DRAFT_2020] {
        check(draft, &numbers, &numbers, &[]);
        check(draft, &flags, &expected, &["foreign-keyword"; 2]);
    }
}

#[test]
fn tuples_are_arrays_as_items_up_to_2019_09() {
    let tuple = json!({"items": [{"type": "string"}], "additionalItems": false});
    let expected = json!({"prefixItems": [{"type": "string"}], "items": false});
    for draft in [DRAFT_04, DRAFT_06, DRAFT_07, DRAFT_2019] {
        check(draft, &tuple, &expected, &[]);
    }
    let useless = json!({"items": {"type": "string"}, "additionalItems": false});
    check(
        DRAFT_07,
        &useless,
        &json!({"items": {"type": "string"}}),
        &[],
    );
    check(
        DRAFT_07,
        &json!({"items": [], "additionalItems": false}),
        &json!({"items": false}),
        &[],
    );
}

#[test]
fn keywords_of_other_drafts_have_no_effect() {
    let foreign = &["foreign-keyword"];
    check(DRAFT_04, &json!({"const": 1}), &json!({}), foreign);
    check(DRAFT_06, &json!({"if": true}), &json!({}), foreign);
    check(
        DRAFT_07,
        &json!({"dependentRequired": {"a": ["b"]}}),
        &json!({}),
        foreign,
    );
    check(
        DRAFT_2020,
        &json!({"nullable": true, "type": "string"}),
        &json!({"type": "string"}),
        &["unknown-keyword"],
    );
}

#[test]
fn dependencies_are_split() {
    let schema = json!({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}});
    let expected =
        json!({"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["d"]}}});
    for draft in [DRAFT_04, DRAFT_07, DRAFT_2019, DRAFT_2020] {
        check(draft, &schema, &expected, &[]);
    }
}

#[test]
fn what_stands_beside_a_reference_counts_since_2019_09() {
    let schema = json!({"$ref": "#/definitions/a", "maxLength": 3, "definitions": {"a": {"type": "string"}}});
    let alone = json!({"$ref": "#/$defs/a"});
    for draft in [DRAFT_04, DRAFT_06, DRAFT_07] {
        check(draft, &schema, &alone, &["ignored-reference-sibling"]);
    }
    for draft in [DRAFT_2019, DRAFT_2020] {
        check(
            draft,
            &schema,
            &json!({"$ref": "#/$defs/a", "maxLength": 3}),
            &[],
        );
    }
}

#[test]
fn the_root_is_named_by_a_short_title_its_id_or_its_file() {
    let name = |schema: Value| {
        let contract = load_text("models/order.schema.json", &schema.to_string()).contract;
        let contract = contract.expect("a contract");
        contract
            .component_schemas
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        name(json!({"title": "Purchase order", "type": "object"})),
        ["Purchase order"]
    );
    let sentence = "What a customer sends to buy things";
    let id = "https://x.test/schemas/purchase.json";
    assert_eq!(
        name(json!({"title": sentence, "$id": id, "type": "object"})),
        ["purchase"]
    );
    assert_eq!(
        name(json!({"title": sentence, "type": "object"})),
        ["order"]
    );
    assert_eq!(
        name(
            json!({"title": "Item", "$defs": {"Item": {}, "Tag": {}}, "definitions": {"Old": {}}})
        ),
        ["order", "Item", "Tag", "Old"],
        "a definition keeps its name"
    );
}

#[test]
fn a_document_without_schema_keyword_is_2020_12_unless_told() {
    let text = json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}).to_string();
    assert_eq!(
        meaning(&load_text("root.json", &text)).1,
        ["foreign-keyword"]
    );
    let options = LoadOptions {
        schema_draft: Some(Draft::Four),
        ..LoadOptions::default()
    };
    let fetch = MemoryFetch::new()
        .with("root.json", text)
        .with("any.json", "true");
    assert_eq!(meaning(&load("root.json", &fetch, &options)).1, [""; 0]);
    let any = load("any.json", &fetch, &options);
    assert_eq!(meaning(&any).0, json!({"any": true}));
}

#[test]
fn a_draft_may_be_named_per_schema() {
    let contract = load_text(
        "api.yaml",
        "
openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    Root:
      properties:
        old: {$schema: 'http://json-schema.org/draft-07/schema#', $id: old.json, items: [{type: string}], additionalItems: false}
        new: {prefixItems: [{type: string}], items: false}
",
    );
    assert!(
        contract.diagnostics.is_empty(),
        "{:?}",
        contract.diagnostics
    );
    let contract = contract.contract.expect("a contract");
    let text = to_json_schema(
        &contract,
        contract.component_schemas["Root"],
        Projection::Plain,
    );
    let properties = &text["$defs"]["Root"]["properties"];
    assert_eq!(properties["old"], properties["new"]);
}
