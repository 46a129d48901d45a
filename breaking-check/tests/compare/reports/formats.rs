//! Each format holds everything, in its own words.

use countersign_breaking_check::Options;
use countersign_breaking_check::report::{github, html, json, junit, markdown, sarif};
use serde_json::Value;

use super::{BASE, approved, document, revision};
use crate::support::{document_on, whole};

#[test]
fn a_changelog_in_markdown_is_sorted_by_what_changes_mean() {
    insta::assert_snapshot!(markdown(&approved()));
}

#[test]
fn a_changelog_in_html_says_the_same() {
    let page = html(&approved());
    let body = page.split_once("<body>").expect("a page has a body").1;
    insta::assert_snapshot!(body);
    assert!(!page.contains("<script") && !page.contains("http://www") && !page.contains("src="));
}

#[test]
fn annotations_of_github_stand_at_lines_of_the_revision() {
    insta::assert_snapshot!(github(&approved()));
}

#[test]
fn junit_has_a_case_for_what_could_fail() {
    insta::assert_snapshot!(junit(&approved()));
}

#[test]
fn a_contract_without_breaks_is_a_case_that_passed() {
    let text = whole(BASE, false);
    let report = junit(&document_on(&text, &text, &Options::default()));
    assert!(report.contains("tests=\"1\" failures=\"0\""), "{report}");
    assert!(report.contains("name=\"nothing breaks\""), "{report}");
}

#[test]
fn a_json_report_has_every_field_of_a_finding() {
    let revision = BASE.replace("maxLength: 20", "maxLength: 12");
    let document = document_on(
        &whole(BASE, false),
        &whole(&revision, false),
        &Options::default(),
    );
    insta::assert_snapshot!(json(&document));
}

#[test]
fn the_same_contracts_give_the_same_bytes() {
    for format in [json, markdown, html, sarif, junit, github] {
        assert_eq!(format(&document()), format(&document()));
    }
}

#[test]
fn a_finding_lists_every_operation_it_reaches() {
    let body = "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Name' } } } }";
    let paths = (1..=8).map(|at| format!("  /{at}: {{ post: {{ {body}, responses: {{}} }} }}\n"));
    let paths: Vec<String> = paths.collect();
    let text = |most: u32| {
        let name = format!("Name: {{ type: string, maxLength: {most} }}");
        let paths = paths.concat();
        whole(
            &format!("paths:\n{paths}components: {{ schemas: {{ {name} }} }}"),
            false,
        )
    };
    let document = document_on(&text(9), &text(5), &Options::default());
    for report in [
        json(&document),
        markdown(&document),
        sarif(&document),
        junit(&document),
    ] {
        assert!(report.contains("POST /8"), "{report}");
        assert_eq!(
            report.matches("max-length-decreased").count(),
            report_of_one(&report)
        );
    }
}

/// One finding: SARIF names its rule in the list of rules, too.
fn report_of_one(report: &str) -> usize {
    if report.contains("\"runs\"") { 2 } else { 1 }
}

/// What the schema of SARIF 2.1.0 asks for, and which properties it knows.
#[test]
fn sarif_is_as_the_standard_asks() {
    let log: Value = serde_json::from_str(&sarif(&approved())).expect("SARIF is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    known(run, &["tool", "columnKind", "results"]);
    let driver = &run["tool"]["driver"];
    known(driver, &["name", "version", "rules"]);
    let rules = driver["rules"].as_array().expect("rules");
    let ids: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert!(ids.is_sorted() && ids.len() == rules.len(), "{ids:?}");
    for rule in rules {
        known(rule, &["id", "shortDescription", "fullDescription", "help"]);
        assert!(rule["help"]["markdown"].is_string() && rule["help"]["text"].is_string());
    }
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 4);
    let mut fingerprints = Vec::new();
    for result in results {
        known(
            result,
            &[
                "ruleId",
                "ruleIndex",
                "level",
                "message",
                "locations",
                "relatedLocations",
                "partialFingerprints",
                "properties",
                "suppressions",
            ],
        );
        let index = result["ruleIndex"].as_u64().expect("an index");
        let index = usize::try_from(index).expect("a small index");
        assert_eq!(result["ruleId"], ids[index]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
        assert!(
            !result["message"]["text"]
                .as_str()
                .expect("a text")
                .is_empty()
        );
        let places = |key: &str| result[key].as_array().cloned().unwrap_or_default();
        assert_eq!(places("locations").len(), 1, "{result}");
        for place in places("locations")
            .iter()
            .chain(&places("relatedLocations"))
        {
            known(place, &["id", "physicalLocation", "message"]);
            let region = &place["physicalLocation"]["region"];
            let number = |key: &str| region[key].as_u64().unwrap_or(1);
            assert!(region["startLine"].as_u64() >= Some(1), "{place}");
            let (start, end) = ("startLine", "endLine");
            assert!(
                region[end].is_null() || number(end) >= number(start),
                "{place}"
            );
        }
        fingerprints.push(result["partialFingerprints"].to_string());
    }
    let all = fingerprints.len();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all, "two findings have one fingerprint");
    let suppressed = results
        .iter()
        .filter(|result| !result["suppressions"].is_null());
    assert_eq!(suppressed.count(), 1);
}

fn known(object: &Value, keys: &[&str]) {
    let object = object.as_object().expect("an object");
    for key in object.keys() {
        assert!(keys.contains(&key.as_str()), "{key} in {object:?}");
    }
}

#[test]
fn a_removed_thing_is_shown_in_the_file_that_lost_it() {
    let without = BASE.replace(
        "    post:\n      requestBody: { required: true, content: { application/json: { schema: { $ref: \"#/components/schemas/Order\" } } } }\n      responses: { \"201\": { description: ok } }\n",
        "",
    );
    let document = document_on(
        &whole(BASE, false),
        &whole(&without, false),
        &Options::default(),
    );
    let annotations = github(&document);
    assert!(
        annotations.contains("::error file=revision.yaml,line=1,title=operation-removed::"),
        "{annotations}"
    );
    let log: Value = serde_json::from_str(&sarif(&document)).expect("SARIF is JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let removed = results
        .iter()
        .find(|result| result["ruleId"] == "operation-removed")
        .expect("the finding");
    let related = &removed["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "base.yaml");
}

/// Lines above, descriptions, another order of parameters and another name of the file move no finding.
#[test]
fn fingerprints_stay_where_only_the_text_around_changes() {
    let prints = |base: &str, revision: &str| {
        let document = document_on(base, revision, &Options::default());
        let mut prints: Vec<String> = document
            .findings()
            .map(|(_, finding)| format!("{} {}", finding.rule, finding.fingerprint))
            .collect();
        prints.sort();
        prints
    };
    let (base, revision) = (whole(BASE, false), whole(&revision(), false));
    let moved = |text: &str| {
        let more = "parameters: [{ name: trace, in: header, schema: { type: string } }, { name";
        let text = text.replace("parameters: [{ name", more);
        format!(
            "# a remark\n\n{}",
            text.replace("description: ok", "description: fine")
        )
    };
    let before = prints(&base, &revision);
    assert!(before.len() > 4);
    assert_eq!(before, prints(&moved(&base), &moved(&revision)));
}
