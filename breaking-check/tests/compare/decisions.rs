//! Ignores, approvals, several bases and the contract's version.

use countersign_breaking_check::report::{Approvals, Document};
use countersign_breaking_check::{Bump, Date, Ignore, Level, Options, Promise};
use countersign_contract::Severity;
use countersign_contract::pattern::Pattern;

use crate::support::{document_against, document_on, whole};

const WIDE: &str = "type: object\nproperties: { id: { type: string }, note: { type: string } }";
const NARROW: &str = "type: object\nproperties: { id: { type: string } }";

fn shown(document: &Document) -> Vec<String> {
    document
        .findings()
        .map(|(_, finding)| format!("{} {:?}", finding.rule, finding.severity).to_lowercase())
        .collect()
}

fn silent_about_versions() -> Options {
    Options {
        version: None,
        ..Options::default()
    }
}

fn ignoring(at: Option<&str>, expires: Option<&str>) -> Options {
    let day = |text: &str| text.parse::<Date>().expect("a day");
    Options {
        ignores: vec![Ignore {
            rule: "property-removed".to_owned(),
            at: at.map(Pattern::new),
            reason: "nobody sends it".to_owned(),
            expires: expires.map(day),
        }],
        today: Some(day("2026-11-24")),
        ..silent_about_versions()
    }
}

#[test]
fn an_ignore_covers_an_operation_or_a_pointer() {
    let (base, revision) = (whole(WIDE, false), whole(NARROW, false));
    for at in [
        None,
        Some("POST /things"),
        Some("POST *"),
        Some("/paths/~1things/*/properties/note"),
        Some("!GET *"),
    ] {
        let document = document_on(&base, &revision, &ignoring(at, None));
        assert_eq!(shown(&document), [""; 0], "{at:?}");
        assert_eq!(document.contracts[0].ignored, 1);
    }
}

#[test]
fn an_ignore_that_covers_nothing_is_told() {
    let (base, revision) = (whole(WIDE, false), whole(NARROW, false));
    let document = document_on(&base, &revision, &ignoring(Some("POST /others"), None));
    assert_eq!(
        shown(&document),
        ["property-removed error", "diff-ignore-unused info"]
    );
    assert_eq!(document.contracts[0].ignored, 0);
}

#[test]
fn an_ignore_holds_through_its_last_day() {
    let (base, revision) = (whole(WIDE, false), whole(NARROW, false));
    let holds = document_on(&base, &revision, &ignoring(None, Some("2026-11-24")));
    assert_eq!(shown(&holds), [""; 0]);
    let expired = document_on(&base, &revision, &ignoring(None, Some("2026-11-23")));
    assert_eq!(
        shown(&expired),
        ["property-removed error", "diff-ignore-expired error"]
    );
    // Also where it would cover nothing: nobody shall forget what was promised.
    let expired = document_on(&base, &base, &ignoring(None, Some("2026-11-23")));
    assert_eq!(shown(&expired), ["diff-ignore-expired error"]);
    assert!(expired.fails());
}

#[test]
fn names_of_no_rule_are_told() {
    let options = Options {
        severities: [
            ("property-removd".to_owned(), Level::Off),
            ("version-bump-missing".to_owned(), Level::Off),
        ]
        .into(),
        ignores: vec![Ignore {
            rule: "properties-removed".to_owned(),
            at: None,
            reason: "a slip".to_owned(),
            expires: None,
        }],
        ..silent_about_versions()
    };
    let text = whole(WIDE, false);
    let document = document_on(&text, &text, &options);
    assert_eq!(
        shown(&document),
        ["diff-rule-unknown warning", "diff-rule-unknown warning"]
    );
}

#[test]
fn an_ignored_operation_leaves_the_others() {
    let paths = |schema: &str| {
        format!(
            "paths:\n  /a: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/T' }} }} }} }}, responses: {{}} }} }}\n  /b: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/T' }} }} }} }}, responses: {{}} }} }}\ncomponents:\n  schemas:\n    T: {schema}"
        )
    };
    let base = whole(&paths("{ type: string, maxLength: 9 }"), false);
    let revision = whole(&paths("{ type: string, maxLength: 5 }"), false);
    let mut options = ignoring(Some("POST /a"), None);
    "max-length-decreased".clone_into(&mut options.ignores[0].rule);
    let document = document_on(&base, &revision, &options);
    assert_eq!(document.contracts[0].findings[0].operations, ["POST /b"]);
    assert_eq!(shown(&document), ["max-length-decreased error"]);
}

fn bounded(maximum: u32) -> String {
    whole(&format!("type: integer\nmaximum: {maximum}"), false)
}

fn approvals(document: &Document, reason: &str) -> Approvals {
    let mut approvals = Approvals::missing(document);
    for approval in &mut approvals.0 {
        reason.clone_into(&mut approval.reason);
    }
    approvals
}

#[test]
fn what_is_approved_is_shown_and_fails_no_run() {
    let options = silent_about_versions();
    let mut document = document_on(&bounded(100), &bounded(50), &options);
    assert!(document.fails());
    let approvals = approvals(&document, "measured: nobody sends more");
    approvals.apply(&mut document);
    assert!(!document.fails());
    assert_eq!(shown(&document), ["maximum-decreased error"]);
    assert_eq!(
        (document.accepted(), document.count(Severity::Error)),
        (1, 0)
    );
    assert_eq!(Approvals::missing(&document), Approvals::default());
}

#[test]
fn an_approval_holds_for_what_was_approved_and_nothing_more() {
    let options = silent_about_versions();
    let approved = approvals(&document_on(&bounded(100), &bounded(50), &options), "fine");
    let mut further = document_on(&bounded(100), &bounded(10), &options);
    approved.apply(&mut further);
    assert!(further.fails());
    assert_eq!(
        shown(&further),
        ["maximum-decreased error", "approval-stale warning"]
    );
    let message = &further.decisions[0].message;
    assert!(
        message.contains("to maximum 50") && message.contains("to maximum 10"),
        "{message}"
    );
    let mut undone = document_on(&bounded(100), &bounded(100), &options);
    approved.apply(&mut undone);
    assert_eq!(shown(&undone), ["approval-stale warning"]);
}

#[test]
fn a_cause_is_told_once_and_names_the_versions_it_breaks() {
    let (v1, v2) = (bounded(100), bounded(60));
    let bases = [("v1.yaml", v1.as_str()), ("v2.yaml", v2.as_str())];
    let options = silent_about_versions();
    let both = document_against(&bases, &bounded(50), &options);
    assert_eq!(shown(&both), ["maximum-decreased error"]);
    assert_eq!(
        both.contracts[0].findings[0].against,
        ["v1.yaml", "v2.yaml"]
    );
    let one = document_against(&bases, &bounded(60), &options);
    assert_eq!(one.contracts[0].findings[0].against, ["v1.yaml"]);
}

#[test]
fn what_breaks_only_an_older_version_counts() {
    let (v1, v2) = (bounded(100), bounded(20));
    let bases = [("v2.yaml", v2.as_str()), ("v1.yaml", v1.as_str())];
    let document = document_against(&bases, &bounded(50), &silent_about_versions());
    assert_eq!(
        shown(&document),
        ["maximum-decreased error", "maximum-increased info"]
    );
    assert_eq!(document.contracts[0].findings[0].against, ["v1.yaml"]);
    assert!(document.fails());
}

fn versioned(version: &str, maximum: u32) -> String {
    bounded(maximum).replace("version: \"1\"", &format!("version: \"{version}\""))
}

#[test]
fn the_version_must_say_what_changed() {
    let options = Options {
        version: Some(Severity::Error),
        ..Options::default()
    };
    let judge = |base: (&str, u32), revision: (&str, u32)| {
        let document = document_on(
            &versioned(base.0, base.1),
            &versioned(revision.0, revision.1),
            &options,
        );
        let mut about_version = shown(&document);
        about_version.retain(|shown| shown.starts_with("version-"));
        about_version
    };
    assert_eq!(
        judge(("1.0.0", 9), ("1.1.0", 5)),
        ["version-bump-missing error"]
    );
    assert_eq!(judge(("1.0.0", 9), ("2.0.0", 5)), [""; 0]);
    assert_eq!(
        judge(("1.0.0", 5), ("1.0.1", 9)),
        ["version-bump-missing error"]
    );
    assert_eq!(judge(("1.0.0", 5), ("1.1.0", 9)), [""; 0]);
    assert_eq!(
        judge(("1.1.0", 5), ("1.0.0", 5)),
        ["version-decreased error"]
    );
    assert_eq!(judge(("1.0.0", 5), ("1.0.0", 5)), [""; 0]);
    assert_eq!(
        judge(("2026-01-01", 9), ("2026-11-24", 5)),
        ["version-incomparable info"]
    );
}

#[test]
fn what_only_breaks_sources_asks_for_a_major_version_where_they_are_promised() {
    let with =
        |id: &str| format!("operationId: {id}\nresponses: {{ \"200\": {{ description: ok }} }}");
    let bump = |promise: Promise| {
        let options = Options {
            promise,
            ..Options::default()
        };
        let (base, revision) = (whole(&with("one"), false), whole(&with("two"), false));
        document_on(&base, &revision, &options).contracts[0].bump
    };
    assert_eq!(bump(Promise::Wire), Bump::Minor);
    assert_eq!(bump(Promise::Source), Bump::Major);
}
