//! Contracts of several files: every kind of object may stand elsewhere.

use countersign_contract::load::{LoadOptions, MemoryFetch};
use countersign_contract::{Contract, load};

/// The contract at `root.yaml` among these files, which must be without findings.
fn contract(files: &[(&str, &str)]) -> Contract {
    let mut fetch = MemoryFetch::new();
    for (name, text) in files.iter().copied() {
        fetch = fetch.with(name, text);
    }
    let loaded = load("root.yaml", &fetch, &LoadOptions::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.contract.expect("a contract")
}

#[test]
fn every_kind_of_object_may_stand_in_another_file() {
    let contract = contract(&[
        (
            "root.yaml",
            "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /orders/{id}: {$ref: 'paths/orders.yaml'}
components:
  securitySchemes: {key: {$ref: 'parts.yaml#/key'}}
",
        ),
        (
            "paths/orders.yaml",
            "
parameters: [{$ref: '../parts.yaml#/parameters/id'}]
put:
  requestBody: {$ref: '../parts.yaml#/body'}
  responses:
    200: {$ref: '../parts.yaml#/answers/done'}
",
        ),
        (
            "parts.yaml",
            "
key: {type: http, scheme: bearer}
parameters: {id: {name: id, in: path, required: true, schema: {type: string}}}
body: {content: {application/json: {schema: {$ref: 'order.json'}}}}
answers:
  done: {description: done, headers: {X-Left: {$ref: '#/left'}}}
left: {schema: {type: integer}}
",
        ),
        (
            "order.json",
            r#"{"type": "object", "properties": {"parent": {"$ref": "order.json"}, "line": {"$ref": "parts.yaml#/left/schema"}}}"#,
        ),
    ]);
    let text = countersign_contract::dump::dump(&contract);
    insta::assert_snapshot!(text);
}

#[test]
fn a_whole_file_is_a_schema_with_the_name_of_the_file() {
    let contract = contract(&[
        (
            "root.yaml",
            "
openapi: 3.1.0
info: {title: t, version: '1'}
components: {schemas: {Order: {$ref: 'models/purchase.order.yaml'}}}
",
        ),
        ("models/purchase.order.yaml", "type: object\n"),
    ]);
    let order = contract.schema(contract.component_schemas["Order"]);
    let target = contract.schema(order.reference.expect("a reference"));
    assert_eq!(target.name.as_deref(), Some("purchase"));
    let place = contract.sources.line_column(target.span);
    assert_eq!((place.line, place.column), (1, 1));
    let source = contract.sources.source(target.span.source);
    assert_eq!(source.name(), "models/purchase.order.yaml");
}

#[test]
fn files_may_refer_to_each_other_in_circles() {
    let contract = contract(&[
        (
            "root.yaml",
            "
openapi: 3.1.0
info: {title: t, version: '1'}
components: {schemas: {A: {properties: {b: {$ref: 'b.yaml#/B'}}}}}
",
        ),
        (
            "b.yaml",
            "B: {properties: {a: {$ref: 'root.yaml#/components/schemas/A'}}}\n",
        ),
    ]);
    assert_eq!(contract.schemas.len(), 4, "one schema for each place");
}
