//! The smallest keyword that is responsible is shown on both sides, in the file it stands in, however it is reached.

use countersign_breaking_check::{Change, Options, Report, compare};
use countersign_contract::load::{LoadOptions, MemoryFetch, load};
use countersign_contract::{Contract, Severity, SourceMap, SourceSpan};

use crate::support::{contract, report_on};

fn whole(files: &[(&str, &str)]) -> Contract {
    let fetch = files
        .iter()
        .fold(MemoryFetch::new(), |fetch, (name, text)| {
            fetch.with(name, *text)
        });
    let loaded = load(files[0].0, &fetch, &LoadOptions::default());
    assert!(!loaded.diagnostics.has_errors());
    loaded.contract.expect("a contract without errors")
}

fn only_alarm(report: &Report) -> &Change {
    let mut alarming = report
        .changes
        .iter()
        .filter(|change| change.severity > Severity::Info);
    let change = alarming.next().expect("a finding");
    let more: Vec<&str> = alarming.map(|change| change.rule).collect();
    assert!(more.is_empty(), "{} and {more:?}", change.rule);
    change
}

/// `file:line: text` of each side, base first.
fn frames(report: &Report) -> [String; 2] {
    let change = only_alarm(report);
    let frame = |sources: &SourceMap, span: Option<SourceSpan>| {
        let span = span.expect("a place");
        let source = sources.source(span.source);
        let line = sources.line_column(span).line;
        format!("{}:{line}: {}", source.name(), sources.snippet(span))
    };
    [
        frame(&report.base, change.base),
        frame(&report.revision, change.revision),
    ]
}

const API: &str = "openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: 'order.yaml' }
      responses: { '201': { description: ok } }
";
const ORDER: &str = "allOf:
  - $ref: 'parts.json#/$defs/Base'
  - type: object
    properties:
      note: { type: string, maxLength: 80 }
";
const PARTS: &str = r##"{
  "$defs": {
    "Base": { "type": "object", "properties": { "sku": { "$ref": "#/$defs/Sku" } } },
    "Sku": {
      "type": "string",
      "maxLength": 20
    }
  }
}"##;

fn compared(order: &str, parts: &str) -> Report {
    let files = |order, parts| {
        whole(&[
            ("api.yaml", API),
            ("order.yaml", order),
            ("parts.json", parts),
        ])
    };
    compare(
        &files(ORDER, PARTS),
        &files(order, parts),
        &Options::default(),
    )
}

#[test]
fn a_keyword_behind_references_and_all_of_is_shown_in_its_own_file() {
    let report = compared(ORDER, &PARTS.replace(": 20", ": 12"));
    assert_eq!(
        frames(&report),
        [
            "parts.json:6: \"maxLength\": 20",
            "parts.json:6: \"maxLength\": 12"
        ]
    );
    let report = compared(&ORDER.replace("80", "40"), PARTS);
    assert_eq!(
        frames(&report),
        ["order.yaml:5: maxLength: 80", "order.yaml:5: maxLength: 40"]
    );
}

#[test]
fn a_keyword_that_moved_to_another_file_is_shown_where_it_stands_on_each_side() {
    let order = ORDER.replace(
        "      note: { type: string, maxLength: 80 }",
        "      note: { $ref: 'parts.json#/$defs/Note' }",
    );
    let parts = PARTS.replace(
        "    \"Sku\"",
        "    \"Note\": { \"type\": \"string\", \"maxLength\": 8 },\n    \"Sku\"",
    );
    let report = compared(&order, &parts);
    assert_eq!(
        frames(&report),
        [
            "order.yaml:5: maxLength: 80",
            "parts.json:4: \"maxLength\": 8"
        ]
    );
}

#[test]
fn a_keyword_that_was_not_written_before_is_shown_beside_the_schema_it_joined() {
    let order = format!("{ORDER}  - dependentRequired: {{ note: [sku] }}\n");
    let report = compared(&order, PARTS);
    let [_, revision] = frames(&report);
    assert_eq!(revision, "order.yaml:6: dependentRequired: { note: [sku] }");
    assert_eq!(only_alarm(&report).rule, "dependent-required-added");
}

#[test]
fn what_changed_below_not_is_shown_at_its_keyword() {
    let base = "type: object\nproperties:\n  name:\n    type: string\n    not:\n      pattern: '^x-'\n      maxLength: 5";
    let report = report_on(base, &base.replace(": 5", ": 9"), false);
    let change = only_alarm(&report);
    assert_eq!(change.rule, "not-changed");
    assert!(
        change.message.ends_with(
            "excludes other values than before: under `not`, the schema changed maxLength from 5 to 9"
        ),
        "{}",
        change.message
    );
    let [base, revision] = frames(&report);
    assert!(base.ends_with("maxLength: 5"), "{base}");
    assert!(revision.ends_with("maxLength: 9"), "{revision}");
}

#[test]
fn what_changed_deep_in_a_condition_is_shown_at_its_keyword() {
    let base = "type: object
properties: { kind: { type: string }, bank: { type: object, properties: { iban: { type: string } } } }
if: { properties: { kind: { const: bank } }, required: [kind] }
then: { properties: { bank: { properties: { iban: { maxLength: 34 } } } } }";
    let report = report_on(base, &base.replace("34", "22"), false);
    let change = only_alarm(&report);
    assert_eq!(change.rule, "condition-changed");
    assert!(
        change
            .message
            .ends_with("under `then`, `/bank/iban` changed maxLength from 34 to 22"),
        "{}",
        change.message
    );
    let [base, revision] = frames(&report);
    assert!(base.ends_with("maxLength: 34"), "{base}");
    assert!(revision.ends_with("maxLength: 22"), "{revision}");
}

#[test]
fn one_edit_of_a_shared_schema_is_shown_once_in_json_too() {
    let api = |most: u32| {
        let body = r##"{ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Name" } } } }"##;
        let post = format!(
            r#"{{ "post": {{ "requestBody": {body}, "responses": {{ "204": {{ "description": "ok" }} }} }} }}"#
        );
        format!(
            "{{\n\"openapi\": \"3.1.0\", \"info\": {{ \"title\": \"t\", \"version\": \"1\" }},\n\"paths\": {{ \"/a\": {post}, \"/b\": {post} }},\n\"components\": {{ \"schemas\": {{ \"Name\": {{ \"type\": \"string\",\n\"maxLength\": {most} }} }} }} }}"
        )
    };
    let report = compare(
        &contract("base.json", &api(9)),
        &contract("revision.json", &api(5)),
        &Options::default(),
    );
    assert_eq!(
        frames(&report),
        [
            "base.json:5: \"maxLength\": 9",
            "revision.json:5: \"maxLength\": 5"
        ]
    );
    assert_eq!(only_alarm(&report).operations().len(), 2);
}
