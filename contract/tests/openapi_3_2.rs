//! What OpenAPI 3.2 says beyond 3.1.

use countersign_contract::dump::dump;
use countersign_contract::load_text;

const STREAMS: &str = "
info: {title: Logs, version: '1'}
paths:
  /logs:
    get:
      responses:
        200:
          description: one line each
          content:
            application/jsonl: {itemSchema: {type: object, required: [at], properties: {at: {type: string}}}}
    post:
      requestBody:
        content:
          multipart/mixed:
            schema: {type: array}
            prefixEncoding:
              - {contentType: application/json}
              - contentType: multipart/related
                prefixEncoding: [{headers: {X-Part: {schema: {type: integer}}}}]
            itemEncoding: {contentType: image/png}
      responses: {204: {description: taken}}
";

#[test]
fn items_and_parts_by_position_are_described() {
    let loaded = load_text("logs.yaml", &format!("openapi: 3.2.0{STREAMS}"));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    insta::assert_snapshot!(dump(&loaded.contract.expect("a contract")));
}

#[test]
fn fields_of_3_2_have_no_effect_in_3_1() {
    let loaded = load_text("logs.yaml", &format!("openapi: 3.1.1{STREAMS}"));
    let ignored: Vec<&str> = loaded
        .diagnostics
        .iter()
        .filter(|finding| finding.code == "unknown-field")
        .filter_map(|finding| finding.help.as_deref())
        .collect();
    assert_eq!(ignored.len(), 3, "{ignored:?}");
    assert!(ignored.iter().all(|help| help.contains("openapi: 3.2.0")));
    let text = dump(&loaded.contract.expect("a contract"));
    assert!(
        !text.contains("encoding") && !text.contains("each item"),
        "{text}"
    );
}
