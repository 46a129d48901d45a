//! Bodies as they travel: parts of forms, items of sequences, ranges of media types, headers.

use countersign_breaking_check::Report;

use crate::support::{report_on, summary};

const OK: &str = "responses: { \"200\": { description: ok } }";

fn witness(report: &Report) -> (&str, &str) {
    let witness = report
        .changes
        .iter()
        .find_map(|change| change.witness.as_ref());
    let witness = witness.expect("it is proven");
    (&witness.text, &witness.reason)
}

fn form(essence: &str, encoding: &str) -> String {
    format!(
        "requestBody: {{ content: {{ {essence}: {{ schema: {{ type: object, properties: {{ a: {{ type: string }}, list: {{ type: array, items: {{ type: string }} }} }} }}{encoding} }} }} }}\n{OK}"
    )
}

#[test]
fn a_part_that_is_no_longer_expected_is_shown_with_its_property() {
    let multipart = |encoding: &str| form("multipart/form-data", encoding);
    let report = report_on(
        &multipart(", encoding: { a: { contentType: \"image/png, image/jpeg\" } }"),
        &multipart(", encoding: { a: { contentType: image/png } }"),
        false,
    );
    assert_eq!(summary(&report), ["encoding-changed error proven"]);
    let (text, reason) = witness(&report);
    assert!(text.contains("-F 'a="), "{text}");
    assert_eq!(reason, "part `a` comes as image/jpeg and not as image/png");
}

#[test]
fn a_part_that_says_what_holds_by_default_is_the_same() {
    let multipart = |encoding: &str| form("multipart/form-data", encoding);
    let report = report_on(
        &multipart(""),
        &multipart(", encoding: { a: { contentType: text/plain } }"),
        false,
    );
    let breaks = report.changes.iter().any(|change| change.breaks.is_some());
    assert!(!breaks, "{:#?}", report.changes);
    let wider = report_on(
        &multipart(", encoding: { a: { contentType: image/png } }"),
        &multipart(", encoding: { a: { contentType: image/* } }"),
        false,
    );
    assert_eq!(summary(&wider), ["encoding-changed info harmless"]);
}

#[test]
fn a_field_of_a_form_is_spelled_by_style_and_explode() {
    let fields = |encoding: &str| form("application/x-www-form-urlencoded", encoding);
    let report = report_on(
        &fields(""),
        &fields(", encoding: { list: { explode: false } }"),
        false,
    );
    assert_eq!(summary(&report), ["encoding-changed error proven"]);
}

/// An answer that is a sequence of items of this schema.
fn sequence(media_type: &str, schema: &str) -> String {
    format!(
        "openapi: 3.2.0\ninfo: {{ title: t, version: '1' }}\npaths:\n  /things:\n    get:\n      responses:\n        '200': {{ description: ok, content: {{ {media_type}: {{ itemSchema: {schema} }} }} }}\n"
    )
}

#[test]
fn each_item_of_a_sequence_is_compared() {
    let compare = |media_type: &str, base: &str, revision: &str| {
        crate::support::compare_with(
            &sequence(media_type, base),
            &sequence(media_type, revision),
            &countersign_breaking_check::Options::default(),
        )
    };
    let lines = compare(
        "application/jsonl",
        "{ type: object, required: [id], properties: { id: { type: string, enum: [a] } } }",
        "{ type: object, required: [id], properties: { id: { type: string, enum: [a, b] } } }",
    );
    assert_eq!(summary(&lines), ["enum-value-added warning proven"]);
    assert_eq!(
        witness(&lines).0,
        "HTTP/1.1 200 OK\nContent-Type: application/jsonl\n\n{\"id\":\"b\"}"
    );
    let place = lines.changes[0].place.to_string();
    assert_eq!(
        place,
        "`/id` in each item of the application/jsonl body of response 200 of GET /things"
    );
    let events = compare(
        "text/event-stream",
        "{ type: object, required: [event], properties: { event: { enum: [made] } } }",
        "{ type: object, required: [event], properties: { event: { enum: [made, lost] } } }",
    );
    assert_eq!(summary(&events), ["enum-value-added warning proven"]);
    assert!(
        witness(&events).0.ends_with("\n\nevent: lost\n"),
        "{}",
        witness(&events).0
    );
}

#[test]
fn a_range_is_narrowed_where_no_other_type_has_the_rest() {
    let body = |content: &str| {
        let content: Vec<String> = content
            .split(' ')
            .map(|name| format!("{name}: {{ schema: {{ type: object }} }}"))
            .collect();
        format!(
            "requestBody: {{ content: {{ {} }} }}\n{OK}",
            content.join(", ")
        )
    };
    let report = report_on(
        &body("application/*"),
        &body("application/json application/xml"),
        false,
    );
    assert!(
        report.changes.iter().all(|change| change.breaks.is_none()),
        "{:#?}",
        report.changes
    );
    let report = report_on(&body("application/*"), &body("application/json"), false);
    assert_eq!(summary(&report), ["media-type-narrowed error proven"]);
    assert_eq!(
        witness(&report).1,
        "media type application/xml is not declared"
    );
    let charset = report_on(
        &body("application/json"),
        &body("application/json;charset=utf-8"),
        false,
    );
    assert_eq!(summary(&charset), [""; 0]);
}

#[test]
fn lists_in_a_header_are_spelled_in_one_way() {
    let answer = |explode: bool, schema: &str| {
        format!(
            "responses: {{ \"200\": {{ description: ok, headers: {{ X-A: {{ explode: {explode}, schema: {schema} }} }} }} }}"
        )
    };
    let list = "{ type: array, items: { type: string } }";
    let report = report_on(&answer(false, list), &answer(true, list), false);
    assert!(
        report.changes.iter().all(|change| change.breaks.is_none()),
        "{:#?}",
        report.changes
    );
}
