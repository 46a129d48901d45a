//! What people and programs read.

mod formats;
mod hostile;
mod schema;

use countersign_breaking_check::Options;
use countersign_breaking_check::report::{Approvals, Document};

use crate::support::{document_on, whole};

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

/// Two errors, a warning, something new and something deprecated, and a version that stayed what it was.
fn revision() -> String {
    BASE.replace("in: query, schema", "in: query, required: true, schema")
        .replace("maxLength: 20", "maxLength: 12")
        .replace("[open, paid]", "[open, paid, cancelled]")
        .replace("    post:\n", "    post:\n      deprecated: true\n")
        + "\n        note: { type: string }"
}

fn document() -> Document {
    document_on(
        &whole(BASE, false),
        &whole(&revision(), false),
        &Options::default(),
    )
}

/// The same, one of its errors approved.
fn approved() -> Document {
    let mut document = document();
    let mut approvals = Approvals::missing(&document);
    approvals.0.truncate(1);
    for approval in &mut approvals.0 {
        "every caller sends it already".clone_into(&mut approval.reason);
        approval.by = Some("the orders team".to_owned());
        approval.on = Some("2026-11-24".to_owned());
    }
    approvals.apply(&mut document);
    document
}
