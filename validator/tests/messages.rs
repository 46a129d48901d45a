//! Recorded messages against operations.

use std::fmt::Write;

use countersign_contract::{Contract, load};
use countersign_validator::{Finding, Recording, Validator};

const CONTRACT: &str = r"
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: 'https://{region}.shop.test/v1', variables: { region: { default: eu } } }]
security: [{ bearer: [] }, { key: [], session: [] }]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
        - { name: ids, in: query, required: true, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { open: { type: boolean } } } }
        - { name: X-Trace, in: header, schema: { type: string, minLength: 4 } }
        - { name: Accept, in: header, required: true, schema: { type: string } }
        - { name: theme, in: cookie, schema: { enum: [dark, light] } }
      responses:
        '200':
          description: Some.
          headers:
            X-Total: { required: true, schema: { type: integer } }
            X-Tags: { schema: { type: array, maxItems: 1, items: { type: string } } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } }
        4XX: { description: No., content: { application/problem+json: { schema: { type: object, required: [title] } } } }
    post:
      operationId: createOrder
      security: []
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Order' } }
          text/plain: { schema: { type: string, maxLength: 3 } }
          image/*: { schema: { type: string } }
      responses:
        '204': { description: Done. }
        default: { description: Other., content: { application/json: {} } }
  /orders/{id}:
    delete: { operationId: deleteOrder, security: [{}], parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '204': { description: Gone. } } }
  /orders/latest:
    get: { operationId: latestOrder, security: [{}], responses: { '204': { description: None. } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    key: { type: apiKey, in: query, name: api_key }
    session: { type: apiKey, in: cookie, name: sid }
  schemas:
    Order:
      type: object
      required: [id, sku]
      properties: { id: { type: integer, readOnly: true }, sku: { type: string, minLength: 3 } }
";

fn contract() -> Contract {
    let loaded = load::load_text("shop.yaml", CONTRACT);
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    loaded.contract.expect("a contract")
}

/// What is said about a recording, line by line.
fn told(name: &str, text: &str) -> String {
    let contract = contract();
    let validator = Validator::new(&contract);
    let recording = Recording::parse(name, text);
    let mut lines = String::new();
    for diagnostic in &recording.diagnostics {
        let place = diagnostic
            .span
            .map_or(String::new(), |span| recording.sources.location(span));
        writeln!(
            lines,
            "{place} {:?} {}",
            diagnostic.severity, diagnostic.message
        )
        .expect("a string takes it");
    }
    let mut operation = recording
        .operation
        .as_deref()
        .and_then(|id| contract.operation(id));
    if let Some(request) = &recording.request {
        let checked = validator.check_request(request, recording.operation.as_deref());
        operation = checked.operation;
        tell(&checked.findings, &recording, &contract, &mut lines);
    }
    if let (Some(response), Some(operation)) = (&recording.response, operation) {
        tell(
            &validator.check_response(operation, response),
            &recording,
            &contract,
            &mut lines,
        );
    }
    let id = operation.and_then(|operation| operation.operation_id.clone());
    format!("{}\n{lines}", id.unwrap_or_default())
}

fn tell(findings: &[Finding], recording: &Recording, contract: &Contract, lines: &mut String) {
    for Finding {
        severity,
        place,
        message,
        span,
        contract_span,
        ..
    } in findings
    {
        let at = span.map_or(String::new(), |span| {
            format!("{} ", recording.sources.location(span))
        });
        let declared = contract_span.map_or(String::new(), |span| {
            format!(" <- {}", contract.sources.location(span))
        });
        writeln!(lines, "{at}{severity:?} {place}: {message}{declared}")
            .expect("a string takes it");
    }
}

#[test]
fn every_part_of_a_request_is_judged() {
    insta::assert_snapshot!(told(
        "get.http",
        "GET /v1/orders?limit=101&ids=1,x&filter[open]=maybe&pgae=2 HTTP/1.1\nHost: eu.shop.test\nX-Trace: abc\nCookie: theme=blue\n\n"
    ));
}

#[test]
fn a_good_request_has_no_findings() {
    let text = "GET https://us.shop.test/v1/orders?ids=1,2&limit=5&filter%5Bopen%5D=true HTTP/1.1\r\nAuthorization: Bearer x\r\nX-Trace: abcd\r\n\r\n";
    assert_eq!(told("get.http", text), "listOrders\n");
    let by_key = "GET /orders?ids=&api_key=k HTTP/1.1\nCookie: sid=1; theme=dark\n";
    assert_eq!(told("get.http", by_key), "listOrders\n");
}

#[test]
fn body_violations_have_the_lines_of_the_recording() {
    insta::assert_snapshot!(told(
        "post.http",
        "POST /v1/orders HTTP/1.1\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{\r\n  \"sku\": \"x\"\r\n}\r\n"
    ));
    insta::assert_snapshot!(told(
        "post.json",
        "{\n  \"method\": \"post\",\n  \"url\": \"https://eu.shop.test/v1/orders\",\n  \"headers\": { \"content-type\": \"application/json\" },\n  \"body\": {\n    \"sku\": 5\n  }\n}\n"
    ));
}

#[test]
fn a_body_may_be_recorded_as_its_text() {
    let text = r#"{ "method": "POST", "path": "/orders", "headers": { "Content-Type": ["application/json"] }, "body": "{\"sku\": 1, \"sku\": 2" }"#;
    insta::assert_snapshot!(told("post.json", text));
}

#[test]
fn media_types_are_those_of_the_contract() {
    let with = |media_type: &str, body: &str| {
        told(
            "post.http",
            &format!("POST /orders HTTP/1.1\nContent-Type: {media_type}\n\n{body}"),
        )
    };
    insta::assert_snapshot!(
        [
            with("text/csv", "a,b"),
            with("text/plain", "long"),
            with("IMAGE/png", "x"),
            with("application/json", ""),
            told("post.http", "POST /orders HTTP/1.1\n\n{}")
        ]
        .concat()
    );
}

#[test]
fn concrete_paths_win_and_unknown_ones_are_told() {
    insta::assert_snapshot!(
        [
            told("r.http", "GET /v1/orders/latest HTTP/1.1\n\n"),
            told("r.http", "DELETE /v1/orders/x HTTP/1.1\n\n"),
            told("r.http", "PUT /v1/orders/1 HTTP/1.1\n\n"),
            told("r.http", "GET /v2/orders HTTP/1.1\n\n"),
            told(
                "r.yaml",
                "operation: deleteOrder\nmethod: GET\npath: /orders/7\n"
            ),
            told(
                "r.yaml",
                "operation: dropOrder\nmethod: GET\npath: /orders/7\n"
            ),
        ]
        .concat()
    );
}

#[test]
fn operations_that_share_a_path_are_told_apart_by_the_query() {
    let text = "openapi: 3.1.0
info: { title: Files, version: '1' }
paths:
  /files: { get: { operationId: files, responses: { '204': { description: Done. } } } }
  /files?beta=true: { get: { operationId: beta, responses: { '204': { description: Done. } } } }
  /files#acl:
    get:
      operationId: acl
      parameters: [{ name: acl, in: query, required: true, schema: { type: string } }]
      responses: { '204': { description: Done. } }
";
    let contract = load::load_text("files.yaml", text)
        .contract
        .expect("a contract");
    let validator = Validator::new(&contract);
    let check = |target: &str, expect: &str| {
        let text = format!("GET {target} HTTP/1.1\n\n");
        let recording = Recording::parse("r.http", &text);
        let request = recording.request.as_ref().expect("a request");
        let operation = validator.check_request(request, None).operation;
        let id = operation.and_then(|operation| operation.operation_id.as_deref());
        assert_eq!(id, Some(expect), "{target}");
    };
    check("/files", "files");
    check("/files?beta=false", "files");
    check("/files?a=1&beta=true", "beta");
    check("/files?acl=", "acl");
}

#[test]
fn responses_are_judged_by_their_status() {
    let with = |status: u16, rest: &str| {
        told(
            "r.json",
            &format!("{{ \"operation\": \"listOrders\", \"status\": {status}{rest} }}"),
        )
    };
    insta::assert_snapshot!([
        with(200, r#", "headers": { "X-Total": "many", "X-Tags": "a,b", "content-type": "application/json" }, "body": [{ "sku": "abc" }]"#),
        with(200, r#", "headers": { "content-type": "application/json" }"#),
        with(404, r#", "headers": { "content-type": "application/problem+json" }, "body": {}"#),
        with(500, ""),
    ].concat());
}

#[test]
fn request_and_response_are_judged_together() {
    let text = "request: { method: POST, path: /orders, headers: { content-type: text/plain }, body: abc }\nresponse: { status: 204, body: { a: 1 } }\n";
    insta::assert_snapshot!(told("pair.yaml", text));
}

#[test]
fn broken_recordings_are_told_with_their_places() {
    let broken = [
        (
            "r.http",
            "POST /orders HTTP/1.1\nno header\nContent-Length: 99\nContent-Type: text/plain\n\nabc",
        ),
        ("r.http", "HTTP/1.1 ok\n\n"),
        ("r.json", "{ \"method\": 5 }"),
        ("r.json", "{ \"status\": \"200\" }"),
        ("r.json", "[1, 2]"),
        ("r.json", ""),
        ("r.json", "{ \"status\": 200"),
    ];
    insta::assert_snapshot!(broken.map(|(name, text)| told(name, text)).concat());
}

#[test]
fn content_length_ends_the_body() {
    let text = "POST /orders HTTP/1.1\nContent-Type: text/plain\nContent-Length: 3\n\nabc and what follows";
    assert_eq!(told("r.http", text), "createOrder\n");
}

#[test]
fn base_paths_may_stand_in_server_variables() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nservers: [{ url: '{base}/{version}', variables: { base: { default: 'https://x.test/api' }, version: { default: v1 } } }]\npaths: { /a: { get: { operationId: a, responses: { '204': { description: x } } } } }\n";
    let contract = load::load_text("c.yaml", text)
        .contract
        .expect("a contract");
    let validator = Validator::new(&contract);
    let found = |path: &str| {
        let recording = Recording::parse("r.http", &format!("GET {path} HTTP/1.1\n"));
        let request = recording.request.expect("a request");
        validator.check_request(&request, None).operation.is_some()
    };
    assert!(["/api/v1/a", "/a", "https://x.test/api/v1/a?b=1"].map(found) == [true; 3]);
    assert!(["/v1/b", "/api/v1"].map(found) == [false; 2]);
}

#[test]
fn an_exploded_map_takes_only_what_no_other_parameter_has() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { operationId: a, parameters: [
        { name: limit, in: query, schema: { type: integer } },
        { name: labels, in: query, schema: { type: object, additionalProperties: { type: string, minLength: 2 } } }],
        responses: { '204': { description: x } } } } }\n";
    let contract = load::load_text("c.yaml", text)
        .contract
        .expect("a contract");
    let recording = Recording::parse("r.http", "GET /a?limit=5&colour=red&size=x HTTP/1.1\n");
    let request = recording.request.expect("a request");
    let findings = Validator::new(&contract)
        .check_request(&request, None)
        .findings;
    let messages: Vec<&str> = findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, ["/size must be at least 2 characters long, is 1"]);
}

/// What is said about the idempotency key of `PUT /a` when its header lines are these.
fn told_of_key(policy: &str, parameters: &str, headers: &str) -> Vec<String> {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ put: {{ operationId: a, {policy} parameters: [{parameters}], responses: {{ '204': {{ description: x }} }} }} }} }}\n"
    );
    let contract = load::load_text("c.yaml", &text)
        .contract
        .expect("a contract");
    let recording = Recording::parse("r.http", &format!("PUT /a HTTP/1.1\n{headers}\n"));
    let request = recording.request.expect("a request");
    let findings = Validator::new(&contract)
        .check_request(&request, None)
        .findings;
    let lines = findings.iter().map(|finding| {
        assert_eq!(finding.severity, countersign_contract::Severity::Error);
        let declared = finding.contract_span.expect("the contract says so");
        let declared = contract.sources.location(declared);
        let Finding {
            place,
            kind,
            message,
            ..
        } = finding;
        format!("{kind:?} {place}: {message} <- {declared}")
    });
    lines.collect()
}

#[test]
fn a_required_idempotency_key_is_missed() {
    let missing = told_of_key("x-countersign-idempotency: required,", "", "");
    let expected = "MissingIdempotencyKey header parameter `Idempotency-Key`: is missing, it carries the idempotency key <- c.yaml:3:66";
    assert_eq!(missing, [expected]);
    let required = "x-countersign-idempotency: { key: required, header: X-Once },";
    assert_eq!(told_of_key(required, "", "x-once: cart-42\n"), [""; 0]);
    assert_eq!(told_of_key(required, "", "x-once: \"cart-42\"\n"), [""; 0]);
    let accepted = "x-countersign-idempotency: accepted,";
    assert_eq!(told_of_key(accepted, "", ""), [""; 0]);
}

#[test]
fn a_declared_idempotency_key_is_missed_once() {
    let header = "{ name: Idempotency-Key, in: header, required: true, schema: { type: string } }";
    let missing = told_of_key("", header, "");
    assert_eq!(
        missing,
        ["MissingParameter header parameter `Idempotency-Key`: is missing <- c.yaml:3:53"]
    );
}

#[test]
fn what_is_no_idempotency_key_is_malformed() {
    let with = |value: &str| {
        let accepted = "x-countersign-idempotency: accepted,";
        told_of_key(accepted, "", &format!("Idempotency-Key: {value}\n"))
    };
    let long = "k".repeat(256);
    let malformed = ["", "a b", "\"open", &long, "a\nIdempotency-Key: b"].map(with);
    insta::assert_snapshot!(malformed.concat().join("\n"));
    assert_eq!(with(&long[1..]), [""; 0]);
}

#[test]
fn lines_of_cookies_are_items_and_not_joined() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { operationId: a, responses: { '204': { description: x, headers: { Set-Cookie: { schema: { type: array, maxItems: 2, items: { type: string, pattern: '^[a-z]+=' } } } } } } } } }\n";
    let contract = load::load_text("c.yaml", text)
        .contract
        .expect("a contract");
    let found = |cookies: [&str; 2]| -> Vec<String> {
        let [one, other] = cookies;
        let text = format!(
            "response: {{ status: 204, headers: {{ Set-Cookie: ['{one}', '{other}'] }} }}\n"
        );
        let recording = Recording::parse("r.yaml", &text);
        let response = recording.response.expect("a response");
        let operation = &contract.operations[0];
        let findings = Validator::new(&contract).check_response(operation, &response);
        let messages = findings.iter().map(|finding| finding.message.clone());
        messages.collect()
    };
    let date = "a=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT";
    assert!(found([date, "b=2"]).is_empty());
    let wrong = found([date, "=2"]);
    assert!(
        matches!(&wrong[..], [only] if only.starts_with("/1 must match")),
        "{wrong:?}"
    );
}
