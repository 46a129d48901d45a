//! Worlds, promises and overrides.

use countersign_breaking_check::{Level, Options, Promise, World};
use countersign_contract::Severity;

use crate::support::{compare_with, report_on, summary, whole};

const NARROW: &str = "type: object\nproperties: { id: { type: string } }";
const WIDE: &str = "type: object\nproperties: { id: { type: string }, note: { type: string } }";

fn open() -> Options {
    Options {
        world: World::Open,
        ..Options::default()
    }
}

#[test]
fn an_added_optional_property_is_harmless_in_the_declared_world() {
    let report = report_on(NARROW, WIDE, false);
    assert_eq!(summary(&report), ["optional-property-added info harmless"]);
}

#[test]
fn an_added_optional_property_narrows_requests_in_the_open_world() {
    let report = compare_with(&whole(NARROW, false), &whole(WIDE, false), &open());
    assert_eq!(summary(&report), ["optional-property-added error proven"]);
}

#[test]
fn a_removed_request_property_breaks_in_the_declared_world_only() {
    let declared = report_on(WIDE, NARROW, false);
    assert_eq!(summary(&declared), ["property-removed error proven"]);
    let exact = compare_with(&whole(WIDE, false), &whole(NARROW, false), &open());
    // Proved harmless on the wire; code that sets the property no longer compiles.
    assert_eq!(summary(&exact), ["property-removed warning harmless"]);
}

#[test]
fn a_source_break_is_an_error_when_source_is_promised() {
    let options = Options {
        promise: Promise::Source,
        ..Options::default()
    };
    let base = whole("operationId: listOrders\nresponses: {}", false);
    let revision = whole("operationId: getOrders\nresponses: {}", false);
    let report = compare_with(&base, &revision, &options);
    assert_eq!(summary(&report), ["operation-id-changed error harmless"]);
    let report = compare_with(&base, &revision, &Options::default());
    assert_eq!(summary(&report), ["operation-id-changed warning harmless"]);
}

#[test]
fn code_is_broken_by_what_makes_it_stop_compiling() {
    // A test that compiles callers holds every rule to this; these were wrong once.
    let without = "type: object\nproperties: { a: { type: string } }";
    let with =
        "type: object\nrequired: [b]\nproperties: { a: { type: string }, b: { type: string } }";
    let breaks = |base: &str, revision: &str, response| {
        let report = report_on(base, revision, response);
        let changes = report.changes.iter();
        changes
            .map(|change| (change.rule, change.breaks))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        breaks(without, with, true),
        [("required-property-added", None)]
    );
    assert_eq!(
        breaks(without, with, false),
        [("required-property-added", Some(Promise::Wire))]
    );
    let parameter =
        "parameters: [{ name: a, in: query, required: true, schema: { type: string } }]";
    assert_eq!(
        breaks(parameter, &parameter.replace("required: true, ", ""), false),
        [("parameter-became-optional", Some(Promise::Source))]
    );
    let answer = |content: &str| {
        format!("responses: {{ \"200\": {{ description: ok, content: {{ {content} }} }} }}")
    };
    let text = "text/plain: { schema: { type: string } }";
    let [same, other, only] = [
        "application/xml: { schema: { type: string } }",
        "image/png: {}",
        "",
    ]
    .map(|more| answer(&format!("{text}, {more}")));
    assert_eq!(breaks(&only, &same, true), [("media-type-added", None)]);
    assert_eq!(
        breaks(&only, &other, true),
        [("media-type-added", Some(Promise::Source))]
    );
}

#[test]
fn severities_can_be_overridden_by_rule() {
    let mut options = Options::default();
    let level = Level::Severity(Severity::Warning);
    options
        .severities
        .insert("property-removed".to_owned(), level);
    let report = compare_with(&whole(WIDE, false), &whole(NARROW, false), &options);
    assert_eq!(summary(&report), ["property-removed warning proven"]);
    options
        .severities
        .insert("property-removed".to_owned(), Level::Off);
    let report = compare_with(&whole(WIDE, false), &whole(NARROW, false), &options);
    assert_eq!(summary(&report), [""; 0]);
}

#[test]
fn a_spent_budget_is_reported_as_unknown_and_never_rounded() {
    let options = Options {
        validations: 0,
        steps: 0,
        ..Options::default()
    };
    let report = compare_with(
        &whole("type: string", false),
        &whole("type: string\nmaxLength: 5", false),
        &options,
    );
    assert_eq!(summary(&report), ["max-length-decreased warning unknown"]);
}

#[test]
fn a_property_hidden_from_requests_is_nobodys_business_there() {
    let base = "type: object\nproperties: { id: { type: string, readOnly: true } }\nrequired: [id]";
    let revision =
        "type: object\nproperties: { id: { type: integer, readOnly: true } }\nrequired: [id]";
    assert_eq!(summary(&report_on(base, revision, false)), [""; 0]);
    let response = report_on(base, revision, true);
    assert_eq!(summary(&response), ["type-changed error proven"]);
}

#[test]
fn a_removed_property_that_no_sample_fits_is_unknown_and_not_harmless() {
    let odd = "type: object\nproperties: { id: { type: string }, code: { type: string, pattern: '^(?=.*[0-9])(?=.*z)[a-z0-9]{12}$' } }";
    let report = report_on(odd, NARROW, false);
    assert_eq!(summary(&report), ["property-removed warning unknown"]);
}

#[test]
fn a_key_that_must_be_there_is_declared_by_that() {
    let demands = |kind: &str| {
        format!("type: object\nrequired: [id]\nproperties: {{ code: {{ type: {kind} }} }}")
    };
    for response in [false, true] {
        let report = report_on(&demands("string"), &demands("integer"), response);
        assert_eq!(summary(&report), ["type-changed error proven"]);
    }
}

#[test]
fn a_format_of_integers_refuses_what_is_too_large_for_it() {
    let count = "type: integer";
    let report = report_on(count, "type: integer\nformat: int64", false);
    assert_eq!(summary(&report), ["format-changed warning proven"]);
}
