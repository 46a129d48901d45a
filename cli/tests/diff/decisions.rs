//! What a project has decided: in its configuration, and in the file of approved breaks.

use super::{Folder, contract, findings};

fn pair() -> Folder {
    let folder = Folder::new();
    folder
        .write("old.yaml", &contract("1.0.0", 100))
        .write("new.yaml", &contract("2.0.0", 50));
    folder
}

#[test]
fn breaks_are_approved_with_a_reason_and_no_other_way() {
    let folder = pair();
    let first = folder.diff("old.yaml new.yaml --approved breaks.toml --write-approvals");
    assert_eq!(first.code, Some(1), "{}", first.stderr);
    assert!(
        first
            .stderr
            .contains("1 added to breaks.toml: give each a reason"),
        "{}",
        first.stderr
    );
    insta::assert_snapshot!(folder.read("breaks.toml"));

    let refused = folder.diff("old.yaml new.yaml --approved breaks.toml");
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(
        refused.stderr.contains("`maximum-decreased`") && refused.stderr.contains("has no reason"),
        "{}",
        refused.stderr
    );

    let again = folder.diff("old.yaml new.yaml --approved breaks.toml --write-approvals");
    assert_eq!((again.code, again.stderr.as_str()), (Some(1), ""));

    let reasoned = folder.read("breaks.toml").replace(
        "reason = \"\"",
        "reason = \"nobody asks for more\"\nby = \"orders\"",
    );
    folder.write("breaks.toml", &reasoned);
    let approved = folder.diff("old.yaml new.yaml --approved breaks.toml");
    assert_eq!(approved.code, Some(0), "{}", approved.stderr);
    insta::assert_snapshot!(approved.stdout);

    folder.write("new.yaml", &contract("2.0.0", 10));
    let further = folder.diff("old.yaml new.yaml --approved breaks.toml");
    assert_eq!(further.code, Some(1));
    assert!(
        further.stdout.contains("warning[approval-stale]"),
        "{}",
        further.stdout
    );
}

#[test]
fn a_file_of_approvals_that_is_not_there_is_an_error() {
    let folder = pair();
    let missing = folder.diff("old.yaml new.yaml --approved breaks.toml");
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.stderr.contains("breaks.toml cannot be read"),
        "{}",
        missing.stderr
    );
    let unnamed = folder.diff("old.yaml new.yaml --write-approvals");
    assert_eq!(unnamed.code, Some(2));
    assert!(unnamed.stderr.contains("--approved"), "{}", unnamed.stderr);
}

#[test]
fn approvals_of_a_folder_name_the_contract() {
    let folder = Folder::new();
    for name in ["a.yaml", "b.yaml"] {
        folder
            .write(&format!("old/{name}"), &contract("1.0.0", 100))
            .write(&format!("new/{name}"), &contract("2.0.0", 50));
    }
    folder.diff("old new --approved breaks.toml --write-approvals");
    let both = folder
        .read("breaks.toml")
        .replace("reason = \"\"", "reason = \"agreed\"");
    let (_, only_second) = both.split_once("[[approved]]").expect("two entries");
    let (_, second) = only_second.split_once("[[approved]]").expect("two entries");
    folder.write("breaks.toml", &format!("[[approved]]{second}"));
    let finished = folder.diff("old new --approved breaks.toml --format json");
    let report: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let accepted: Vec<bool> = report["changes"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|change| !change["accepted"].is_null())
        .collect();
    assert_eq!(accepted, [false, true]);
}

#[test]
fn the_configuration_decides_and_the_command_line_wins() {
    let folder = pair();
    folder.write(
        "countersign.toml",
        "[diff]\nfail-on = \"never\"\napproved = \"breaks.toml\"\nversion = \"enforce\"\npromise = \"source\"\n",
    );
    folder.write("breaks.toml", "");
    folder.write("new.yaml", &contract("1.1.0", 50));
    let lenient = folder.diff("old.yaml new.yaml --format json");
    assert_eq!(lenient.code, Some(0), "{}", lenient.stderr);
    assert_eq!(
        findings(&lenient.stdout),
        ["maximum-decreased -", "version-bump-missing -"]
    );
    assert!(lenient.stdout.contains("\"promise\": \"source\""));
    let strict = folder.diff("old.yaml new.yaml --fail-on error --promise wire --format json");
    assert_eq!(strict.code, Some(1));
    assert!(strict.stdout.contains("\"promise\": \"wire\""));
}

#[test]
fn an_ignore_that_ran_out_fails_the_run() {
    let folder = pair();
    let ignore = |expires: &str| {
        format!(
            "[[diff.ignore]]\nrule = \"maximum-decreased\"\nat = \"GET /orders\"\nreason = \"agreed\"\nexpires = \"{expires}\"\n"
        )
    };
    folder.write("countersign.toml", &ignore("9999-12-31"));
    let holds = folder.diff("old.yaml new.yaml");
    assert_eq!(holds.code, Some(0), "{}", holds.stdout);
    assert!(holds.stdout.contains("1 ignored"), "{}", holds.stdout);
    folder.write("countersign.toml", &ignore("2020-01-01"));
    let expired = folder.diff("old.yaml old.yaml");
    assert_eq!(expired.code, Some(1));
    assert!(
        expired.stdout.contains("error[diff-ignore-expired]"),
        "{}",
        expired.stdout
    );
    for (wrong, said) in [
        (ignore("soon"), "`soon` is no date"),
        (
            ignore("9999-12-31").replace("agreed", " "),
            "without a reason",
        ),
    ] {
        folder.write("countersign.toml", &wrong);
        let finished = folder.diff("old.yaml new.yaml");
        assert_eq!(finished.code, Some(2));
        assert!(finished.stderr.contains(said), "{}", finished.stderr);
    }
}

#[test]
fn nothing_is_proven_without_validations() {
    let folder = pair();
    let finished = folder.diff("old.yaml new.yaml --validations 0 --format json");
    assert!(
        finished.stdout.contains("\"verdict\": \"unknown\""),
        "{}",
        finished.stdout
    );
}

#[test]
fn every_finding_can_be_explained() {
    for code in countersign_breaking_check::codes() {
        let text = countersign_breaking_check::explain(code);
        assert!(text.is_some_and(|text| text.len() > 40), "{code}");
    }
}
