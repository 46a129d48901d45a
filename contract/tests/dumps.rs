//! The text form of a contract.

use std::path::Path;

use countersign_contract::dump::dump;
use countersign_contract::{load_path, load_text};

#[test]
fn a_contract_of_ours_reads_as_a_summary() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/orders/v1.yaml");
    let contract = load_path(&path).contract.expect("a contract");
    insta::assert_snapshot!(dump(&contract));
}

#[test]
fn composition_recursion_and_callbacks_are_written_once() {
    let text = "
openapi: 3.1.0
info: {title: Shapes, version: '2'}
paths:
  /shapes:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Shape'}}}}
      responses: {2XX: {description: ok, headers: {X-Next: {schema: {type: integer, minimum: 0}}}}}
      callbacks:
        done: {'{$request.body#/url}': {post: {responses: {204: {description: ok}}}}}
components:
  schemas:
    Shape:
      oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Group'}]
      discriminator: {propertyName: kind, mapping: {g: Group}}
    Circle: {type: object, required: [r], properties: {r: {type: number, exclusiveMinimum: 0}}}
    Group: {type: array, items: {$ref: '#/components/schemas/Shape'}, maxItems: 9}
";
    let contract = load_text("shapes.yaml", text).contract.expect("a contract");
    insta::assert_snapshot!(dump(&contract));
}
