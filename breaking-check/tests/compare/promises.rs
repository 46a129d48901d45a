//! What a contract promises beside its messages: how long, where, how often, and what happens to a request that is sent twice.

use countersign_breaking_check::{
    Date, Direction, Options, Report, Stability, Verdict, explain, rules,
};
use countersign_contract::Severity;

use crate::support::{compare_with, contract, example, report_on, summary, whole};

const OK: &str = "responses: { \"200\": { description: ok } }";

fn on(day: &str) -> Options {
    Options {
        today: Some(day.parse::<Date>().expect("a day")),
        ..Options::default()
    }
}

fn with_options(base: &str, revision: &str, options: &Options) -> Report {
    compare_with(&whole(base, false), &whole(revision, false), options)
}

fn text_of_witness(report: &Report) -> &str {
    let witness = report
        .changes
        .iter()
        .find_map(|change| change.witness.as_ref());
    &witness.expect("it is proven").text
}

/// The documented example of every rule again, as a webhook: what the API sends is what its users read.
#[test]
fn in_a_webhook_every_rule_looks_the_other_way() {
    let mut turned = 0;
    for rule in rules() {
        let example = example(explain(rule.id).expect("a registered rule is documented"));
        let webhook = |text: &str| {
            let (head, rest) = text.split_once("paths:\n  /things:\n")?;
            Some(format!("{head}webhooks:\n  things:\n{rest}"))
        };
        let (Some(base), Some(revision)) = (webhook(&example.base), webhook(&example.revision))
        else {
            continue;
        };
        let direct = compare_with(&example.base, &example.revision, &example.options);
        let inverted = compare_with(&base, &revision, &example.options);
        for change in &inverted.changes {
            let mut same = direct
                .changes
                .iter()
                .filter(|other| other.rule == change.rule);
            let Some(other) = same.next() else { continue };
            assert_ne!(change.direction, other.direction, "{}", rule.id);
            if !change.direction.may_break(change.effect) {
                assert_ne!(change.verdict, Verdict::Proven, "{}", rule.id);
            }
            turned += 1;
        }
    }
    assert!(
        turned >= 60,
        "{turned} findings were looked at from both ends"
    );
}

#[test]
fn a_removal_after_the_announced_day_breaks_nobody() {
    let document = |operation: &str| {
        format!("openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths: {{ {operation} }}\n")
    };
    let base = document(
        "/a: { get: { deprecated: true, x-sunset: 2026-10-01T00:00:00Z, responses: { '200': { description: ok } } } }",
    );
    let removed = |options: &Options| {
        let report = compare_with(&base, &document(""), options);
        (summary(&report), report.worst())
    };
    assert_eq!(
        removed(&on("2026-10-01")).0,
        ["operation-removed-after-sunset info harmless"]
    );
    let early = ["operation-removed-before-sunset error proven"];
    assert_eq!(removed(&on("2026-09-30")).0, early);
    // Nobody said what day it is.
    assert_eq!(removed(&Options::default()).0, early);
}

#[test]
fn an_earlier_sunset_is_shown_by_a_request_of_the_days_between() {
    let sunset = |day: &str| format!("deprecated: true\nx-sunset: {day}\n{OK}");
    let report = report_on(&sunset("2027-06-30"), &sunset("2027-03-31"), false);
    assert_eq!(summary(&report), ["sunset-changed error proven"]);
    assert_eq!(
        text_of_witness(&report),
        "# on 2027-03-31\ncurl -X POST 'http://localhost:8080/things'"
    );
    let report = report_on(&sunset("2027-03-31"), &sunset("2027-06-30"), false);
    assert_eq!(summary(&report), ["sunset-changed info harmless"]);
}

#[test]
fn notice_is_asked_for_by_level() {
    let options = Options {
        deprecation_days_stable: 180,
        deprecation_days_beta: 30,
        ..on("2026-11-01")
    };
    let report = |more: &str| {
        let more = format!("{more}\n{OK}");
        let base = more
            .replace("deprecated: true", "")
            .replace("x-sunset: 2026-12-15", "");
        summary(&with_options(base.trim(), &more, &options))
    };
    assert_eq!(
        report("deprecated: true\nx-sunset: 2026-12-15"),
        [
            "sunset-too-near error proven",
            "operation-deprecated info harmless"
        ]
    );
    let told = ["operation-deprecated info harmless"];
    assert_eq!(
        report("x-stability-level: beta\ndeprecated: true\nx-sunset: 2026-12-15"),
        told
    );
    assert_eq!(
        report("x-stability-level: beta\ndeprecated: true"),
        [
            "sunset-missing warning unknown",
            "operation-deprecated info harmless"
        ]
    );
}

#[test]
fn what_is_not_settled_may_change() {
    let operation = |level: &str, required: bool| {
        format!(
            "x-stability-level: {level}\nparameters: [{{ name: q, in: query, required: {required}, schema: {{ type: string }} }}]\n{OK}"
        )
    };
    let severity = |level: &str, options: &Options| {
        let report = with_options(&operation(level, false), &operation(level, true), options);
        assert_eq!(report.changes.len(), 1);
        report.worst()
    };
    let default = Options::default();
    assert_eq!(severity("alpha", &default), Some(Severity::Info));
    assert_eq!(severity("beta", &default), Some(Severity::Error));
    let stable_only = Options {
        stability: Stability::Stable,
        ..Options::default()
    };
    assert_eq!(severity("beta", &stable_only), Some(Severity::Info));
    let all = Options {
        stability: Stability::Draft,
        ..Options::default()
    };
    assert_eq!(severity("draft", &all), Some(Severity::Error));
}

fn servers(base: &str, revision: &str) -> Vec<String> {
    let document = |servers: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{servers}\npaths: {{ /a: {{ get: {{ responses: {{ '200': {{ description: ok }} }} }} }}, /b: {{ get: {{ responses: {{ '200': {{ description: ok }} }} }} }} }}\n"
        )
    };
    let report = compare_with(&document(base), &document(revision), &Options::default());
    for change in &report.changes {
        assert_eq!(change.operations().len(), 2, "{}", change.message);
    }
    summary(&report)
}

#[test]
fn a_server_of_the_document_is_one_finding() {
    let gone = ["server-removed error proven"];
    assert_eq!(
        servers(
            "servers: [{ url: 'https://api.test' }, { url: 'https://old.test' }]",
            "servers: [{ url: 'https://api.test' }]"
        ),
        gone
    );
}

#[test]
fn a_server_that_is_spelled_in_another_way_is_the_same() {
    let none: [&str; 0] = [];
    assert_eq!(
        servers(
            "servers: [{ url: 'https://API.test:443/v1/' }]",
            "servers: [{ url: 'https://{name}.test/v1', variables: { name: { default: api, enum: [api] } } }]"
        ),
        none
    );
    // A variable that takes any value has this one, and others.
    assert_eq!(
        servers(
            "servers: [{ url: 'https://api.test/v1' }]",
            "servers: [{ url: 'https://{name}.test/v1', variables: { name: { default: api } } }]"
        ),
        ["server-added info harmless"]
    );
    // Without `servers` there is `/`, which nobody wrote.
    assert_eq!(
        servers("", "servers: [{ url: 'https://api.test' }]"),
        ["server-added info harmless"]
    );
}

#[test]
fn where_a_relative_server_is_nobody_can_tell() {
    assert_eq!(
        servers(
            "servers: [{ url: /v1 }]",
            "servers: [{ url: 'https://api.test/v1' }]"
        ),
        [
            "server-removed warning unknown",
            "server-added info harmless"
        ]
    );
    assert_eq!(
        servers("servers: [{ url: /v1 }]", "servers: [{ url: /v2 }]"),
        ["server-removed error proven", "server-added info harmless"]
    );
}

#[test]
fn a_key_that_nobody_looks_at_makes_two_effects_of_one_request() {
    let report = report_on(
        &format!("x-countersign-idempotency: accepted\n{OK}"),
        OK,
        false,
    );
    assert_eq!(summary(&report), ["idempotency-removed error proven"]);
    let request = "curl -X POST 'http://localhost:8080/things' -H 'Idempotency-Key: 01234567-89ab-4cde-8f01-23456789abcd'";
    assert_eq!(
        text_of_witness(&report),
        format!("{request}\n# its answer got lost; 1 minute later, with the same key:\n{request}")
    );
}

#[test]
fn repeating_what_is_idempotent_by_itself_needs_no_key() {
    let document = |more: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths: {{ /a: {{ put: {{ {more}responses: {{ '200': {{ description: ok }} }} }} }} }}\n"
        )
    };
    let report = compare_with(
        &document("x-countersign-idempotency: accepted, "),
        &document(""),
        &Options::default(),
    );
    assert_eq!(summary(&report), ["idempotency-removed info harmless"]);
}

#[test]
fn a_rate_is_what_is_admitted_at_once_and_in_a_time() {
    let rate = |limit: &str| format!("x-countersign-rate-limit: {limit}\n{OK}");
    let shown = |base: &str, revision: &str| {
        let report = report_on(base, revision, false);
        assert_eq!(summary(&report), ["rate-limit-decreased warning proven"]);
        let text = text_of_witness(&report);
        text.lines().next().unwrap_or_default().to_owned()
    };
    let minute = rate("{ requests: 60, window: 1m, burst: 5 }");
    assert_eq!(
        shown(&minute, &rate("{ requests: 60, window: 1m, burst: 2 }")),
        "# 5 times at once"
    );
    assert_eq!(
        shown(&minute, &rate("{ requests: 30, window: 1m, burst: 5 }")),
        "# 65 times within 1 minute"
    );
    assert_eq!(shown(OK, &minute), "# 6 times at once");
    let same = report_on(
        &minute,
        &rate("{ requests: 1, window: 1s, burst: 5 }"),
        false,
    );
    assert_eq!(summary(&same), [""; 0]);
}

#[test]
fn another_way_to_the_next_page_loses_pages() {
    let parameters = "parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: page, in: query, schema: { type: integer } }]";
    let pages = |policy: &str| format!("{parameters}\nx-countersign-pagination: {policy}\n{OK}");
    let report = report_on(
        &pages("{ style: cursor, parameter: cursor, next: /next }"),
        &pages("{ style: page, parameter: page }"),
        false,
    );
    assert_eq!(summary(&report), ["pagination-changed error proven"]);
    let text = text_of_witness(&report);
    assert!(text.contains("/things?cursor="), "{text}");
}

#[test]
fn callbacks_of_callbacks_are_compared_from_the_other_end() {
    let document = |inner: &str| {
        format!(
            "openapi: 3.1.0
info: {{ title: t, version: '1' }}
paths:
  /orders:
    post:
      callbacks:
        shipped:
          '{{$request.query.to}}':
            post:
              callbacks:
                received:
                  '{{$request.query.back}}':
                    post:
                      parameters: [{{ name: note, in: query, required: {inner}, schema: {{ type: string }} }}]
                      responses: {{ '204': {{ description: ok }} }}
              responses: {{ '204': {{ description: ok }} }}
      responses: {{ '201': {{ description: ok }} }}
"
        )
    };
    let report = compare_with(&document("false"), &document("true"), &Options::default());
    assert_eq!(summary(&report), ["parameter-became-required error proven"]);
    let [change] = report.changes.as_slice() else {
        panic!("one finding");
    };
    assert_eq!(change.direction, Direction::Request);
    let name = change.place.operation.to_string();
    assert_eq!(
        name,
        "callback POST received of POST shipped of POST /orders"
    );
    // The callback itself is read by the users of the API.
    let outer = |required: bool| {
        document("false").replace("            post:\n              callbacks", &format!("            post:\n              parameters: [{{ name: n, in: query, required: {required}, schema: {{ type: string }} }}]\n              callbacks"))
    };
    let report = compare_with(&outer(false), &outer(true), &Options::default());
    assert_eq!(
        summary(&report),
        ["parameter-became-required info harmless"]
    );
    let contract = contract("nested.yaml", &outer(true));
    assert_eq!(contract.operations.len(), 1);
}
