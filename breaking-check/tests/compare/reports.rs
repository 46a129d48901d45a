//! What people and programs read.

use countersign_breaking_check::report::{json, text};

use crate::support::report_on;

const BASE: &str = r##"paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{ name: limit, in: query, schema: { type: integer, example: 20 } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "201": { description: ok } }
components:
  schemas:
    Order:
      type: object
      required: [sku]
      properties:
        sku: { type: string, maxLength: 20, example: tea }
        status: { type: string, enum: [open, paid] }"##;

fn revision() -> String {
    BASE.replace("in: query, schema", "in: query, required: true, schema")
        .replace("maxLength: 20", "maxLength: 12")
        .replace("[open, paid]", "[open, paid, cancelled]")
}

#[test]
fn a_text_report_says_what_where_why_and_proves_it() {
    insta::assert_snapshot!(text(&report_on(BASE, &revision(), false)));
}

#[test]
fn a_json_report_has_every_field_of_a_finding() {
    let revision = BASE.replace("maxLength: 20", "maxLength: 12");
    insta::assert_snapshot!(json(&report_on(BASE, &revision, false)));
}

#[test]
fn the_same_contracts_give_the_same_bytes() {
    let once = json(&report_on(BASE, &revision(), false));
    let again = json(&report_on(BASE, &revision(), false));
    assert_eq!(once, again);
}

#[test]
fn a_text_report_lists_six_operations_and_counts_the_rest() {
    let body = "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Name' } } } }";
    let paths = (1..=8).map(|at| format!("  /{at}: {{ post: {{ {body}, responses: {{}} }} }}\n"));
    let paths: Vec<String> = paths.collect();
    let document = |most: u32| {
        let name = format!("Name: {{ type: string, maxLength: {most} }}");
        let paths = paths.concat();
        format!("paths:\n{paths}components: {{ schemas: {{ {name} }} }}")
    };
    let report = report_on(&document(9), &document(5), false);
    let listed = "8 operations: POST /1, POST /2, POST /3, POST /4, POST /5, POST /6 and 2 more\n";
    let text = text(&report);
    assert!(text.contains(listed), "{text}");
    assert!(json(&report).contains("POST /8"));
}
