//! What a document means: operations and everything they inherit, in the smallest documents that show it.

use countersign_contract::model::{ParameterLocation, ParameterShape, StatusPattern, Style};
use countersign_contract::{Contract, Loaded, load_text};

fn loaded(text: &str) -> Loaded {
    load_text("contract.yaml", text)
}

/// The contract of a text and the codes of its diagnostics.
fn read(text: &str) -> (Contract, Vec<&'static str>) {
    let loaded = loaded(text);
    let codes = loaded.diagnostics.iter().map(|finding| finding.code);
    let codes = codes.collect();
    (loaded.contract.expect("a contract"), codes)
}

#[test]
fn an_operation_inherits_what_its_path_and_document_say() {
    let (contract, codes) = read(
        "
openapi: 3.1.1
info: {title: t, version: 1}
servers: [{url: https://a.test}]
security: [{key: []}]
paths:
  /orders/{id}:
    summary: orders
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer}}
    get:
      operationId: get_order
      parameters: [{name: limit, in: query, required: true, schema: {type: integer}}]
      responses: {200: {description: ok}, 4XX: {description: wrong}, default: {description: else}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
",
    );
    assert_eq!(codes, ["unquoted-version"]);
    let operation = contract.operation("get_order").expect("the operation");
    assert_eq!(operation.summary.as_deref(), Some("orders"));
    assert_eq!(operation.servers[0].url, "https://a.test");
    assert_eq!(operation.security[0].schemes[0].scheme, "key");
    let parameters = operation.parameters.iter();
    let parameters: Vec<_> = parameters
        .map(|parameter| (parameter.name.as_str(), parameter.required))
        .collect();
    assert_eq!(parameters, [("id", true), ("limit", true)]);
    let statuses: Vec<_> = operation.responses.iter().map(|one| one.status).collect();
    let expected = [
        StatusPattern::Code(200),
        StatusPattern::Range(4),
        StatusPattern::Default,
    ];
    assert_eq!(statuses, expected);
}

#[test]
fn each_location_has_its_own_default_style() {
    let (contract, codes) = read(
        "
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /{p}:
    get:
      parameters:
        - {name: p, in: path, required: true, schema: {type: string}}
        - {name: q, in: query, schema: {type: string}}
        - {name: h, in: header, schema: {type: string}}
        - {name: c, in: cookie, schema: {type: string}}
        - {name: d, in: query, style: deepObject, schema: {type: object}}
      responses: {204: {description: ok}}
",
    );
    assert_eq!(codes, [""; 0]);
    let styles = contract.operations[0].parameters.iter();
    let styles: Vec<_> = styles
        .map(|parameter| match &parameter.shape {
            ParameterShape::Schema { style, explode, .. } => (parameter.location, *style, *explode),
            ParameterShape::Content(_) => panic!("no content was written"),
        })
        .collect();
    let expected = [
        (ParameterLocation::Path, Style::Simple, false),
        (ParameterLocation::Query, Style::Form, true),
        (ParameterLocation::Header, Style::Simple, false),
        (ParameterLocation::Cookie, Style::Form, true),
        (ParameterLocation::Query, Style::DeepObject, false),
    ];
    assert_eq!(styles, expected);
}
