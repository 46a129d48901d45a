//! Folders of contracts: pairs by path, one summary, one exit code.

use super::{Folder, contract, findings};

fn two_folders() -> Folder {
    let folder = Folder::new();
    folder
        .write("old/orders.yaml", &contract("1.0.0", 100))
        .write("new/orders.yaml", &contract("2.0.0", 50))
        .write("old/deep/shop.yml", &contract("1.0.0", 100))
        .write("new/deep/shop.yml", &contract("1.0.0", 100))
        .write("old/gone.json", "{\"swagger\": \"2.0\", \"info\": {\"title\": \"Gone\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {\"description\": \"ok\"}}}, \"put\": {\"responses\": {\"200\": {\"description\": \"ok\"}}}}}}")
        .write("new/fresh.yaml", &contract("1.0.0", 9))
        // No contracts.
        .write("old/parts/order.yaml", "type: object\n")
        .write("new/README.md", "openapi: 3.1.0\n")
        .write("new/.hidden/orders.yaml", &contract("1.0.0", 1));
    folder
}

#[test]
fn folders_are_compared_contract_by_contract() {
    let folder = two_folders();
    let finished = folder.diff("old new");
    assert_eq!(finished.code, Some(1), "{}", finished.stderr);
    insta::assert_snapshot!(finished.stdout);
}

#[test]
fn every_finding_of_a_folder_names_its_contract() {
    let folder = two_folders();
    let finished = folder.diff("old new/ --format json");
    assert_eq!(
        findings(&finished.stdout),
        [
            "contract-added fresh.yaml",
            "contract-removed gone.json",
            "maximum-decreased orders.yaml"
        ]
    );
    let report: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let names = report["contracts"].as_array().expect("contracts").iter();
    let names: Vec<_> = names.map(|contract| contract["name"].clone()).collect();
    assert_eq!(
        names,
        ["deep/shop.yml", "fresh.yaml", "gone.json", "orders.yaml"]
    );
    let removed = &report["changes"][1];
    assert_eq!(
        removed["operations"],
        serde_json::json!(["GET /a", "PUT /a"])
    );
    assert_eq!(removed["verdict"], "proven");
}

#[test]
fn runs_on_many_contracts_give_the_same_bytes() {
    let folder = Folder::new();
    for at in 0..40 {
        folder.write(&format!("old/{at}.yaml"), &contract("1.0.0", 100));
        folder.write(&format!("new/{at}.yaml"), &contract("2.0.0", 100 - at % 3));
    }
    let once = folder.diff("old new --format json");
    assert_eq!(once.code, Some(1), "{}", once.stderr);
    for _ in 0..3 {
        assert_eq!(folder.diff("old new --format json").stdout, once.stdout);
    }
    assert_eq!(findings(&once.stdout).len(), 26);
}

#[test]
fn folders_without_a_common_contract_cannot_be_compared() {
    let folder = Folder::new();
    folder
        .write("old/a.yaml", &contract("1.0.0", 1))
        .write("new/b.yaml", &contract("1.0.0", 1));
    let finished = folder.diff("old new");
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(2), ""));
    assert!(
        finished.stderr.contains("no contract of the same path"),
        "{}",
        finished.stderr
    );
}

#[test]
fn a_folder_is_not_compared_with_a_file() {
    let folder = two_folders();
    for words in [
        "old new/orders.yaml",
        "old/orders.yaml new",
        "old new --against old/orders.yaml",
    ] {
        let finished = folder.diff(words);
        assert_eq!(finished.code, Some(2), "{words}");
        assert!(
            finished.stderr.contains("is a folder"),
            "{}",
            finished.stderr
        );
    }
}

#[test]
fn a_broken_contract_does_not_keep_others_from_being_compared() {
    let folder = two_folders();
    folder.write("new/deep/shop.yml", "openapi: 3.1.0\ninfo: 1\npaths: []\n");
    let finished = folder.diff("old new --format json");
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("shop.yml"), "{}", finished.stderr);
    assert!(findings(&finished.stdout).contains(&"maximum-decreased orders.yaml".to_owned()));
}

#[test]
fn several_folders_may_be_relied_on() {
    let folder = two_folders();
    folder.write("older/orders.yaml", &contract("0.9.0", 200));
    let finished = folder.diff("old new --against older --format json");
    let report: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let changes = report["changes"].as_array().expect("findings");
    let decreased = changes
        .iter()
        .find(|change| change["rule"] == "maximum-decreased");
    let against = &decreased.expect("the finding")["against"];
    assert_eq!(
        against,
        &serde_json::json!(["old/orders.yaml", "older/orders.yaml"])
    );
}
