//! Behaviour from the contract: who says what, and who wins.

use countersign_contract::load_text;
use countersign_contract::policy::{EXTENSIONS_SCHEMA, Policy};

/// A document whose one operation carries `operation`, with `root` at the top; both are lines of YAML.
fn policy(root: &str, operation: &str) -> (Policy, Vec<String>) {
    let indented: String = operation
        .lines()
        .fold(String::new(), |text, line| text + "      " + line + "\n");
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n{root}\npaths:\n  /a:\n    post:\n{indented}      responses: {{200: {{description: ok}}}}\n"
    );
    let loaded = load_text("contract.yaml", &text);
    let findings = loaded.diagnostics.iter();
    let findings = findings.map(|finding| format!("{}: {}", finding.code, finding.message));
    let findings = findings.collect();
    let contract = loaded.contract.expect("a contract");
    (contract.operations[0].policy.clone(), findings)
}

/// The part of the dump that speaks about policy.
fn check(root: &str, operation: &str, expected: &[&str]) {
    let indented: String = operation
        .lines()
        .fold(String::new(), |text, line| text + "      " + line + "\n");
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n{root}\npaths:\n  /a:\n    post:\n{indented}"
    );
    let loaded = load_text("contract.yaml", &text);
    let contract = loaded.contract.expect("a contract");
    let dump = countersign_contract::dump::dump(&contract);
    let lines: Vec<&str> = dump
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("(from"))
        .collect();
    assert_eq!(lines, expected, "{operation}");
}

#[test]
fn nobody_says_anything_and_the_defaults_hold() {
    let (policy, findings) = policy("", "operationId: a");
    assert_eq!(findings, [""; 0]);
    assert_eq!(policy.retry.value.max_attempts, 3);
    assert_eq!(policy.retry.span, None);
}

#[test]
fn an_inner_level_refines_an_outer_one_field_by_field() {
    check(
        "x-countersign-retry: {max-attempts: 5, initial-interval: 1s}\nx-countersign-timeout: 1m",
        "x-countersign-retry: {max-attempts: 2, statuses: [429, 5XX]}\nx-countersign-timeout: {attempt: 5s}",
        &[
            "retry 2 attempts, 1s to 20s x2 on 429 500-599 and connection errors (from x-countersign)",
            "timeout deadline 1m, attempt 5s, connect 3s (from x-countersign)",
        ],
    );
    check(
        "x-countersign-retry: {max-attempts: 5}\nx-countersign-rate-limit: {requests: 10, window: 1s}",
        "x-countersign-retry: false\nx-countersign-rate-limit: false",
        &[
            "retry never (from x-countersign)",
            "rate-limit none (from x-countersign)",
        ],
    );
}

#[test]
fn a_declared_header_parameter_beats_every_key() {
    check(
        "x-idempotency: true",
        "parameters: [{name: Idempotency-Key, in: header, required: true, schema: {type: string}}]\nx-countersign-idempotency: {key: required, retention: 7d, format: quoted}",
        &["idempotency required Idempotency-Key quoted, kept 7d (from the standard's keywords)"],
    );
}

#[test]
fn our_keys_beat_those_of_other_vendors() {
    check(
        "x-speakeasy-retries: {strategy: none}",
        "x-countersign-idempotency: accepted\nx-fern-idempotent: false\nx-countersign-retry: true",
        &[
            "idempotency accepted Idempotency-Key bare, kept 1d (from x-countersign)",
            "retry 3 attempts, 100ms to 20s x2 on 408 425 429 500 502 503 504 and connection errors (from x-countersign)",
        ],
    );
}

#[test]
fn keys_of_other_vendors_are_understood() {
    check(
        "x-fern-idempotency-headers: [{header: X-Once, name: once}]",
        "x-fern-idempotent: true\nx-speakeasy-retries:\n  strategy: backoff\n  backoff: {initialInterval: 1000, maxInterval: 4000, maxElapsedTime: 7000, exponent: 2}\n  statusCodes: [5XX]\n  retryConnectionErrors: false",
        &[
            "idempotency accepted X-Once bare, kept 1d (from x-fern-idempotent)",
            "retry 4 attempts, 1s to 4s x2 on 500-599 (from x-speakeasy-retries)",
        ],
    );
    check(
        "",
        "x-fern-retries: {disabled: true}\nx-idempotency: true",
        &[
            "idempotency accepted Idempotency-Key bare, kept 1d (from x-idempotency)",
            "retry never (from x-fern-retries)",
        ],
    );
}

#[test]
fn a_declared_retry_after_makes_its_status_worth_another_attempt() {
    check(
        "",
        "responses: {423: {description: locked, headers: {Retry-After: {schema: {type: integer}}}}}",
        &[
            "retry 3 attempts, 100ms to 20s x2 on 408 425 429 500 502 503 504 423 and connection errors (from the standard's keywords)",
        ],
    );
}

#[test]
fn what_cannot_be_read_is_reported_and_left_out() {
    let operation = "x-countersign-idempotency: maybe
x-countersign-retry: {max-attempts: 0, statuses: [ok], tries: 3}
x-countersign-timeout: 10
x-countersign-rate-limit: {requests: 5}
x-countersign-retires: true";
    let (policy, findings) = policy("", operation);
    let expected = [
        "unknown-policy: `x-countersign-retires` is no key of ours",
        "malformed-policy: `x-countersign-idempotency` must be `required`, `accepted` or `none`; it is left out",
        "malformed-policy: `max-attempts` must be a whole number from 1 (no retry) to 20; it is left out",
        "malformed-policy: `statuses` must be a list of status codes and ranges, e.g. `[429, 5XX]`; it is left out",
        "unknown-policy: `tries` says nothing here",
        "malformed-policy: `x-countersign-timeout` must be a duration above zero with its unit, e.g. `250ms`, `10s`, `5m`, `24h`; it is left out",
        "malformed-policy: `x-countersign-rate-limit` must be an object with `requests` and `window`; it is left out",
    ];
    assert_eq!(findings, expected);
    assert_eq!(policy.retry.value.max_attempts, 3);
}

#[test]
fn the_schema_of_our_keys_is_itself_a_schema_with_every_key() {
    let schema: serde_json::Value = serde_json::from_str(EXTENSIONS_SCHEMA).expect("JSON");
    let keys: Vec<&str> = schema["properties"]
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "x-countersign-idempotency",
            "x-countersign-retry",
            "x-countersign-timeout",
            "x-countersign-rate-limit",
            "x-countersign-stream",
            "x-countersign-pagination"
        ]
    );
}

#[test]
fn streams_say_what_their_media_type_does_not() {
    let default = "x-countersign-stream: {sentinel: '[DONE]', condition: stream}";
    check(
        "x-countersign-stream: {error-event: failed, sentinel: end}",
        default,
        &[
            "stream error event failed, ends with [DONE], wanted when stream is true (from x-countersign)",
        ],
    );
    check(
        "",
        "x-countersign-stream: {error-event: false, resume: false}",
        &["stream no error event, never resumed (from x-countersign)"],
    );
    check(
        "",
        "x-fern-streaming: {format: sse, terminator: '[DONE]', stream-condition: $request.stream}",
        &[
            "stream error event error, ends with [DONE], wanted when stream is true (from x-fern-streaming)",
        ],
    );
    let (_, findings) = policy("", "x-countersign-stream: {sentinel: 1, resumes: true}");
    assert_eq!(
        findings,
        [
            "malformed-policy: `sentinel` must be a text; it is left out",
            "unknown-policy: `resumes` says nothing here",
        ]
    );
}

#[test]
fn pages_are_described_by_our_key_or_by_a_vendors() {
    for (operation, text) in [
        (
            "x-countersign-pagination: {style: cursor, parameter: after, next: /data/-1/id, items: /data, more: /has_more}",
            "after from `/data/-1/id`, items in `/data`, while `/has_more` (from x-countersign)",
        ),
        (
            "x-countersign-pagination: {style: cursor, parameter: after, next: {header: X-Next}}",
            "after from the header X-Next (from x-countersign)",
        ),
        (
            "x-countersign-pagination: {style: page, parameter: page, first: 0}",
            "page counts pages from 0 (from x-countersign)",
        ),
        (
            "x-countersign-pagination: {style: link}",
            "the Link header (from x-countersign)",
        ),
        (
            "x-speakeasy-pagination: {type: cursor, inputs: [{name: cursor, in: parameters, type: cursor}], outputs: {results: $.data, nextCursor: '$.data[-1:].id'}}",
            "cursor from `/data/-1/id`, items in `/data` (from x-speakeasy-pagination)",
        ),
        (
            "x-speakeasy-pagination: {type: offsetLimit, inputs: [{name: o, in: parameters, type: offset}]}",
            "o counts items (from x-speakeasy-pagination)",
        ),
        (
            "x-fern-pagination: {offset: $request.page, results: $response.items}",
            "page counts pages from 1, items in `/items` (from x-fern-pagination)",
        ),
        (
            "x-fern-pagination: {offset: $request.skip, step: $request.take, results: $response.items}",
            "skip counts items, items in `/items` (from x-fern-pagination)",
        ),
        (
            "x-ms-pageable: {nextLinkName: nextLink}",
            "the URL in `/nextLink`, items in `/value` (from x-ms-pageable)",
        ),
        (
            "x-dropshot-pagination: {required: []}",
            "page_token from `/next_page`, items in `/items` (from x-dropshot-pagination)",
        ),
        (
            "x-ms-pageable: {nextLinkName: n}\nx-countersign-pagination: false",
            "none (from x-countersign)",
        ),
    ] {
        check("", operation, &[&format!("pagination {text}")]);
    }
    check(
        "x-fern-pagination: {cursor: $request.c, next_cursor: $response.n, results: $response.r}",
        "x-fern-pagination: true",
        &["pagination c from `/n`, items in `/r` (from x-fern-pagination)"],
    );
}

#[test]
fn pages_nobody_can_follow_are_reported_and_suspected_ones_pointed_out() {
    for (operation, finding) in [
        (
            "x-countersign-pagination: {style: cursor, next: /next}",
            "malformed-policy: `x-countersign-pagination` must be",
        ),
        (
            "x-countersign-pagination: {style: link, items: data}",
            "malformed-policy: `items` must be a JSON pointer",
        ),
        (
            "x-speakeasy-pagination: {type: cursor, inputs: [{name: c, in: requestBody, type: cursor}], outputs: {nextCursor: $.n}}",
            "pagination-not-understood: `x-speakeasy-pagination`",
        ),
        (
            "parameters: [{name: page, in: query, schema: {type: integer}}]\nresponses: {'200': {description: ok, headers: {Link: {schema: {type: string}}}}}",
            "suspected-pagination: the parameter `page`",
        ),
    ] {
        let indented: String = operation
            .lines()
            .fold(String::new(), |text, line| text + "      " + line + "\n");
        let responses = if operation.contains("responses") {
            ""
        } else {
            "      responses: {200: {description: ok}}\n"
        };
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n{indented}{responses}"
        );
        let findings = load_text("contract.yaml", &text).diagnostics;
        let findings: Vec<String> = findings
            .iter()
            .map(|found| format!("{}: {}", found.code, found.message))
            .collect();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].starts_with(finding), "{findings:?}");
    }
}
