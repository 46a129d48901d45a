//! Laws that every rule obeys, with its own documentation as the fixture.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use countersign_breaking_check::{
    Options, RuleFile, Verdict, compare, explain, render_equivalents_page, render_registry,
    render_rule_modules, render_rules_page, rules,
};
use countersign_contract::Severity;

use crate::support::{contract, entries, example, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

fn rule_files() -> Vec<RuleFile> {
    let name = |path: &Path| {
        path.file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    let folders = entries(&folder()).into_iter().filter(|path| path.is_dir());
    folders
        .flat_map(|folder| {
            let rules = entries(&folder)
                .into_iter()
                .filter(|file| name(file) != "mod");
            rules
                .map(|file| RuleFile {
                    folder: name(&folder),
                    stem: name(&file),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_documented_example_of_each_rule_yields_exactly_that_rule() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let example = example(explain(rule.id).expect("a registered rule is documented"));
        let base = contract("base.yaml", &example.base);
        let revision = contract("revision.yaml", &example.revision);
        let report = compare(&base, &revision, &example.options);
        let found: BTreeSet<&str> = report.changes.iter().map(|change| change.rule).collect();
        let mut expected = BTreeSet::from([rule.id]);
        expected.extend(example.with.as_deref());
        if found != expected {
            wrong.push(format!("{}: found {found:?}", rule.id));
            continue;
        }
        let own = report.changes.iter().find(|change| change.rule == rule.id);
        let change = own.expect("it was found");
        let expected = if example.harmless {
            Severity::Info
        } else {
            // A change that only breaks source is a warning under the default promise.
            let source_only = change.verdict == Verdict::Harmless;
            if source_only {
                rule.severity.min(Severity::Warning)
            } else {
                rule.severity
            }
        };
        if change.severity != expected {
            wrong.push(format!(
                "{}: {:?} {:?}",
                rule.id, change.severity, change.verdict
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_example_that_breaks_the_wire_is_proven_by_a_witness() {
    let mut unproven = Vec::new();
    for rule in rules() {
        let example = example(explain(rule.id).expect("a registered rule is documented"));
        let base = contract("base.yaml", &example.base);
        let revision = contract("revision.yaml", &example.revision);
        for change in compare(&base, &revision, &example.options).changes {
            let proven = change.verdict == Verdict::Proven;
            assert_eq!(proven, change.witness.is_some(), "{}", rule.id);
            if change.severity == Severity::Error && !proven {
                unproven.push(format!("{}: {:?}", rule.id, change.verdict));
            }
        }
    }
    assert!(unproven.is_empty(), "{unproven:#?}");
}

#[test]
fn no_example_differs_from_itself() {
    for rule in rules() {
        let example = example(explain(rule.id).expect("a registered rule is documented"));
        for text in [&example.base, &example.revision] {
            let contract = contract("same.yaml", text);
            let report = compare(&contract, &contract, &Options::default());
            assert!(
                report.changes.is_empty(),
                "{}: {:#?}",
                rule.id,
                report.changes
            );
        }
    }
}

#[test]
fn file_names_are_rule_ids_and_every_file_is_registered() {
    let named: BTreeSet<String> = rule_files()
        .iter()
        .map(|file| file.stem.replace('_', "-"))
        .collect();
    let registered: BTreeSet<String> = rules().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(named, registered);
}

#[test]
fn registry_is_fresh() {
    let files = rule_files();
    let table = folder().join("../registry/table.rs");
    let mut texts = vec![(table, render_registry(&files))];
    let modules = render_rule_modules(&files);
    texts.extend(
        modules
            .into_iter()
            .map(|(path, text)| (folder().join(path), text)),
    );
    are_fresh(texts);
}

#[test]
fn pages_are_fresh() {
    let page = |name: &str| folder().join("../..").join(name);
    are_fresh(vec![
        (page("RULES.md"), render_rules_page()),
        (page("OASDIFF.md"), render_equivalents_page()),
    ]);
}

#[expect(
    clippy::disallowed_methods,
    reason = "`cargo xtask regenerate` rewrites through these tests"
)]
fn are_fresh(texts: Vec<(PathBuf, String)>) {
    let bless = std::env::var_os("COUNTERSIGN_BLESS").is_some();
    for (path, text) in texts {
        if bless {
            std::fs::write(&path, text).expect("the source folder can be written");
            continue;
        }
        let written = read(&path);
        let stale = written
            .lines()
            .zip(text.lines())
            .find(|(written, fresh)| written != fresh);
        assert_eq!(stale, None, "{}: cargo xtask regenerate", path.display());
        assert_eq!(
            written.len(),
            text.len(),
            "{}: cargo xtask regenerate",
            path.display()
        );
    }
}

#[test]
fn every_rule_says_what_it_cites_and_what_to_do() {
    for rule in rules() {
        let text = explain(rule.id).expect("a registered rule is documented");
        assert!(
            !rule.cites.is_empty() && !rule.since.is_empty(),
            "{}",
            rule.id
        );
        assert!(text.contains("# Not reported when"), "{}", rule.id);
        let (why, advice) = (
            text.contains("# Why it breaks"),
            text.contains("# Evolve instead"),
        );
        let breaks = rule.severity > Severity::Info;
        assert_eq!((why, advice), (breaks, breaks), "{}", rule.id);
    }
}

/// Each change of one kind has a mirror; what has none is listed with its reason.
#[test]
fn every_rule_has_a_mirror() {
    const WITHOUT_MIRROR: &[(&str, &str)] = &[
        (
            "required-request-body-added",
            "the mirror is request-body-removed",
        ),
        (
            "request-body-removed",
            "the mirror is required-request-body-added",
        ),
        (
            "required-parameter-added",
            "parameter-removed speaks for required and optional ones",
        ),
        (
            "required-property-added",
            "property-removed speaks for required and optional ones",
        ),
        (
            "optional-parameter-added",
            "parameter-removed speaks for required and optional ones",
        ),
        (
            "optional-property-added",
            "property-removed speaks for required and optional ones",
        ),
        (
            "parameter-removed",
            "required-parameter-added and optional-parameter-added",
        ),
        (
            "property-removed",
            "required-property-added and optional-property-added",
        ),
        (
            "operation-removed-after-deprecation",
            "the mirror of all removals is operation-added",
        ),
        (
            "operation-removed-after-sunset",
            "the mirror of all removals is operation-added",
        ),
        (
            "operation-removed-before-sunset",
            "the mirror of all removals is operation-added",
        ),
        (
            "parameter-removed-after-deprecation",
            "required-parameter-added and optional-parameter-added",
        ),
        (
            "parameter-removed-after-sunset",
            "required-parameter-added and optional-parameter-added",
        ),
        (
            "parameter-removed-before-sunset",
            "required-parameter-added and optional-parameter-added",
        ),
        (
            "operation-id-added",
            "taking it away is operation-id-changed",
        ),
        (
            "header-deprecated",
            "taking a deprecation back is good news for everybody",
        ),
        (
            "optional-request-body-added",
            "request-body-removed speaks for required and optional ones",
        ),
        (
            "deprecation-withdrawn",
            "operation-deprecated and parameter-deprecated",
        ),
        ("sunset-missing", "the mirror is sunset-added"),
        ("sunset-invalid", "a day that can be read is sunset-added"),
        (
            "sunset-too-near",
            "a day that is far enough is sunset-added",
        ),
        (
            "stability-invalid",
            "a level that can be read is the one that holds",
        ),
        (
            "operation-deprecated",
            "taking a deprecation back is good news for everybody",
        ),
        (
            "schema-deprecated",
            "taking a deprecation back is good news for everybody",
        ),
        (
            "parameter-deprecated",
            "taking a deprecation back is good news for everybody",
        ),
    ];
    let ids: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    let opposites = [
        ("added", "removed"),
        ("increased", "decreased"),
        ("required", "optional"),
        ("closed", "opened"),
        ("narrowed", "widened"),
    ];
    for id in &ids {
        let (object, happened) = id.rsplit_once('-').expect("an object and what happened");
        let mirrors: Vec<String> = opposites
            .iter()
            .flat_map(|(one, other)| [(one, other), (other, one)])
            .filter(|(one, _)| **one == happened)
            .map(|(_, other)| format!("{object}-{other}"))
            .collect();
        let has_mirror =
            happened == "changed" || mirrors.iter().any(|mirror| ids.contains(mirror.as_str()));
        let waived = WITHOUT_MIRROR.iter().any(|(waived, _)| waived == id);
        assert!(
            has_mirror != waived,
            "{id}: a mirror or a waiver, not both and not neither"
        );
    }
}
