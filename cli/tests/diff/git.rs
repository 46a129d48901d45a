//! Revisions of git: contracts of several files and whole folders, as they stood then.

use super::{Folder, contract, findings};

const ROOT: &str = "openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: 'parts/order.yaml' }
      responses: { '201': { description: made } }
";

fn order(longest: u32) -> String {
    format!("type: object\nproperties:\n  sku: {{ $ref: 'text/sku.yaml#/short' }}\n# {longest}\n")
}

fn sku(longest: u32) -> String {
    format!("short:\n  type: string\n  maxLength: {longest}\n")
}

/// A repository whose first commit, tagged `v1`, has a contract of three files in `specs/`.
fn repository() -> Folder {
    let folder = Folder::new();
    folder
        .write("specs/shop.yaml", ROOT)
        .write("specs/parts/order.yaml", &order(20))
        .write("specs/parts/text/sku.yaml", &sku(20))
        .write("specs/other.yaml", &contract("1.0.0", 100));
    folder.git(&["init", "-q", "-b", "main"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-q", "-m", "first"]);
    folder.git(&["tag", "v1"]);
    folder
}

#[test]
fn references_of_a_revision_stay_within_it() {
    let folder = repository();
    // Only the file behind two references is edited, and nothing is committed.
    folder.write("specs/parts/text/sku.yaml", &sku(12));
    let finished = folder.diff("main:specs/shop.yaml specs/shop.yaml");
    assert_eq!(finished.code, Some(1), "{}", finished.stderr);
    insta::assert_snapshot!(finished.stdout);
    let same = folder.diff("main:specs/shop.yaml v1:specs/shop.yaml");
    assert_eq!(same.code, Some(0), "{}", same.stderr);
}

#[test]
fn a_folder_of_a_revision_is_compared_with_a_folder() {
    let folder = repository();
    folder
        .write("specs/parts/text/sku.yaml", &sku(12))
        .write("specs/other.yaml", &contract("1.1.0", 200));
    for base in ["main:specs/", "main:specs", "v1:./specs"] {
        let finished = folder.diff(&format!("{base} specs/ --format json"));
        assert_eq!(finished.code, Some(1), "{base}: {}", finished.stderr);
        let expected = [
            "maximum-increased other.yaml",
            "max-length-decreased shop.yaml",
            "version-bump-missing shop.yaml",
        ];
        assert_eq!(findings(&finished.stdout), expected, "{base}");
    }
}

#[test]
fn folders_of_two_revisions_are_compared() {
    let folder = repository();
    folder.write("specs/other.yaml", &contract("2.0.0", 50));
    folder.git(&["commit", "-q", "-a", "-m", "second"]);
    let finished = folder.diff("v1:specs main:specs --format json");
    assert_eq!(findings(&finished.stdout), ["maximum-decreased other.yaml"]);
    // From wherever one stands in the repository.
    let root = folder.diff("v1:. main:. --format json");
    assert_eq!(
        findings(&root.stdout),
        ["maximum-decreased specs/other.yaml"]
    );
}

#[test]
fn what_git_does_not_know_is_said() {
    let folder = repository();
    let revision = folder.diff("v9:specs specs");
    assert_eq!(revision.code, Some(2));
    assert!(revision.stderr.contains("v9"), "{}", revision.stderr);
    let path = folder.diff("v1:spec specs");
    assert_eq!(path.code, Some(2));
    assert!(path.stderr.contains("spec"), "{}", path.stderr);
}

#[test]
fn several_revisions_may_be_relied_on() {
    let folder = repository();
    folder.write("specs/other.yaml", &contract("2.0.0", 80));
    folder.git(&["commit", "-q", "-a", "-m", "second"]);
    folder.write("specs/other.yaml", &contract("3.0.0", 60));
    let finished = folder
        .diff("main:specs/other.yaml specs/other.yaml --against v1:specs/other.yaml --format json");
    let report: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let against = &report["changes"][0]["against"];
    let expected = serde_json::json!(["main:specs/other.yaml", "v1:specs/other.yaml"]);
    assert_eq!(against, &expected);
}
