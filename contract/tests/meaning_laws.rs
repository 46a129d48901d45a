//! Laws that hold for every document, however it was damaged.

use std::path::Path;

use countersign_contract::dump::dump;
use countersign_contract::schema::{Projection, to_json_schema};
use countersign_contract::{load_path, load_text};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// A contract with every kind of object, as JSON.
fn whole() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://{r}.test", "variables": {"r": {"default": "eu", "enum": ["eu"]}}}],
        "security": [{"key": []}, {}],
        "tags": [{"name": "a"}],
        "paths": {"/a/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "post": {
                "operationId": "a", "tags": ["a"], "deprecated": true,
                "x-countersign-retry": {"max-attempts": 2, "statuses": [429]},
                "requestBody": {"required": true, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Tree"},
                    "encoding": {"a": {"headers": {"X": {"schema": {}}}}},
                    "examples": {"one": {"value": {}}}}}},
                "responses": {"200": {"description": "d", "headers": {"Retry-After": {"schema": {"type": "integer"}}},
                    "content": {"application/json": {"schema": {"type": ["string", "null"], "enum": ["a", null]}}}},
                    "default": {"$ref": "#/components/responses/Error"}},
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {"204": {"description": "d"}}}}}}
            }
        }},
        "webhooks": {"w": {"post": {"responses": {"204": {"description": "d"}}}}},
        "components": {
            "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}},
            "responses": {"Error": {"description": "e"}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K"}},
            "schemas": {
                "Tree": {"type": "object", "required": ["kind"], "additionalProperties": false,
                    "properties": {"kind": {"const": "t"}, "kids": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}},
                "Leaf": {"allOf": [{"$ref": "#/components/schemas/Tree"}], "minimum": 1, "exclusiveMinimum": 0, "nullable": true},
                "Node": {"oneOf": [{"$ref": "#/components/schemas/Tree"}, {"$ref": "#/components/schemas/Leaf"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"t": "Tree", "l": "#/components/schemas/Leaf"}}}
            }
        }
    })
}

/// Values that belong nowhere in particular, references that close cycles among them.
fn intruder() -> impl Strategy<Value = Value> {
    let references = [
        "#/components/schemas/Tree",
        "#/components/schemas/Leaf",
        "#/components/schemas/Node",
        "#/components/responses/Error",
        "#/paths/~1a~1{id}/post",
        "#/nowhere",
        "#",
        "",
        "other.yaml#/a",
        "#anchor",
    ];
    prop_oneof![
        select(vec![
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!("x"),
            json!([]),
            json!({})
        ]),
        select(references.to_vec()).prop_map(|reference| json!({ "$ref": reference })),
        select(references.to_vec())
            .prop_map(|reference| json!({ "allOf": [{ "$ref": reference }] })),
    ]
}

/// Puts `intruder` in the place of one of the values of the tree.
fn damage(tree: &mut Value, place: Index, intruder: &Value) {
    let mut pointers = Vec::new();
    let mut pending = vec![(String::new(), &*tree)];
    while let Some((pointer, value)) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| (format!("{pointer}/{at}"), item)),
            ),
            Value::Object(members) => pending.extend(members.iter().map(|(key, member)| {
                let key = key.replace('~', "~0").replace('/', "~1");
                (format!("{pointer}/{key}"), member)
            })),
            _ => {}
        }
        pointers.push(pointer);
    }
    let pointer: &String = place.get(&pointers);
    if let Some(value) = tree.pointer_mut(pointer) {
        *value = intruder.clone();
    }
}

proptest! {
    #[test]
    fn no_damage_breaks_reading_or_writing(
        damages in proptest::collection::vec((any::<Index>(), intruder()), 1..4),
    ) {
        let mut document = whole();
        for (place, intruder) in &damages {
            damage(&mut document, *place, intruder);
        }
        let loaded = load_text("contract.json", &document.to_string());
        for finding in &loaded.diagnostics {
            prop_assert!(finding.span.is_some(), "{finding:?}");
        }
        if let Some(contract) = &loaded.contract {
            let text = dump(contract);
            for id in contract.schema_ids() {
                let schema = to_json_schema(contract, id, Projection::Request);
                prop_assert!(schema["$defs"].is_object());
            }
            let again = load_text("contract.json", &document.to_string());
            prop_assert_eq!(again.contract.map(|contract| dump(&contract)), Some(text));
        } else {
            prop_assert!(loaded.diagnostics.has_errors());
        }
    }
}

#[test]
fn an_undamaged_contract_has_no_errors() {
    let loaded = load_text("contract.json", &whole().to_string());
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
}

#[test]
fn schemas_applied_to_the_same_value_never_form_a_cycle() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/invalid");
    for name in ["schema-contains-itself.yaml", "schema-reference-cycle.yaml"] {
        let contract = load_path(&folder.join(name)).contract.expect("a contract");
        for id in contract.schema_ids() {
            let mut steps = 0;
            let mut pending = vec![id];
            while let Some(id) = pending.pop() {
                steps += 1;
                assert!(steps < 100, "{name}");
                let schema = contract.schema(id);
                let parts = [&schema.all_of, &schema.any_of, &schema.one_of];
                pending.extend(schema.reference.iter().chain(parts.into_iter().flatten()));
            }
        }
    }
}
