//! Every diagnostic code is explained, and every explanation belongs to a code.

use std::collections::BTreeSet;
use std::path::Path;

use countersign_contract::{codes, explain};

/// The codes that diagnostics are made with, found in the text of this crate.
#[expect(
    clippy::disallowed_methods,
    reason = "the test reads the crate that it belongs to"
)]
fn reported(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of this crate") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            reported(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a file of this crate");
            for maker in [
                "Diagnostic::error(",
                "Diagnostic::warning(",
                "Diagnostic::info(",
                ".breach(",
                ".breach_of_3_2(",
            ] {
                let calls = text.split(maker).skip(1);
                let arguments = calls.filter_map(|rest| rest.trim_start().strip_prefix('"'));
                found.extend(arguments.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
        }
    }
}

#[test]
fn every_code_that_is_reported_is_explained_and_no_other() {
    let mut found = BTreeSet::new();
    reported(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    let explained: BTreeSet<String> = codes().map(str::to_owned).collect();
    let missing: Vec<_> = found.difference(&explained).collect();
    let stale: Vec<_> = explained.difference(&found).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "missing {missing:?}, stale {stale:?}"
    );
}

#[test]
fn codes_are_in_order_and_explanations_say_something() {
    assert!(codes().is_sorted());
    assert!(codes().all(|code| explain(code).is_some_and(|text| text.len() > 40)));
    assert_eq!(explain("no-such-code"), None);
}
