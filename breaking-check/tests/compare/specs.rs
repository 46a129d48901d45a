//! The sample contracts of the repository.

use std::path::{Path, PathBuf};

use countersign_breaking_check::{Options, Report, Verdict, compare};
use countersign_contract::Severity;
use countersign_contract::load::load_path;

use crate::support::entries;

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let (folders, files): (Vec<_>, Vec<_>) =
        entries(folder).into_iter().partition(|path| path.is_dir());
    let is_yaml = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    };
    let below = folders.iter().flat_map(|folder| documents(folder));
    files.into_iter().filter(is_yaml).chain(below).collect()
}

fn orders(base: &str, revision: &str) -> Report {
    let load = |name: &str| {
        let loaded = load_path(&specs().join("orders").join(name));
        loaded.contract.expect("a sample contract loads")
    };
    compare(&load(base), &load(revision), &Options::default())
}

#[test]
fn no_contract_differs_from_itself() {
    let mut compared = 0;
    for document in documents(&specs()) {
        let loaded = load_path(&document);
        let Some(contract) = loaded.contract else {
            continue; // `specs/invalid` is there to be refused
        };
        let report = compare(&contract, &contract, &Options::default());
        assert!(
            report.changes.is_empty(),
            "{}: {:#?}",
            document.display(),
            report.changes
        );
        compared += 1;
    }
    assert!(compared >= 3, "specs/orders alone has three");
}

#[test]
fn the_compatible_successor_of_orders_breaks_nobody() {
    let report = orders("v1.yaml", "v2.yaml");
    assert!(!report.changes.is_empty());
    let worst = report.worst();
    assert!(worst < Some(Severity::Error), "{:#?}", report.changes);
}

#[test]
fn the_breaking_successor_of_orders_is_refused_with_proofs() {
    let report = orders("v1.yaml", "v2-breaking.yaml");
    let errors = report
        .changes
        .iter()
        .filter(|change| change.severity == Severity::Error);
    let mut count = 0;
    for change in errors {
        assert_eq!(change.verdict, Verdict::Proven, "{}", change.message);
        count += 1;
    }
    assert!(count > 0);
}
