//! Can every diagnostic code that the source can produce be explained, and is every explained code still produced?

#![expect(clippy::disallowed_methods, reason = "the source is searched")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use countersign_end_to_end::command::countersign;

#[test]
fn every_code_in_the_source_is_explained() {
    let missing: Vec<_> = codes_in_source()
        .into_iter()
        .filter(|code| countersign(&["explain", code], "").code != 0)
        .collect();
    assert!(
        missing.is_empty(),
        "cli/src/explain/codes.md does not explain: {missing:#?}"
    );
}

#[test]
fn every_explained_code_is_produced() {
    let explained =
        std::fs::read_to_string(repository().join("cli/src/explain/codes.md")).expect("codes.md");
    let produced = codes_in_source();
    let stale: Vec<_> = explained
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .filter(|code| !produced.contains(*code))
        .collect();
    assert!(stale.is_empty(), "no source produces: {stale:#?}");
}

/// Every literal that stands as the first argument of `Diagnostic::error`, `warning` or `info`.
fn codes_in_source() -> BTreeSet<String> {
    let mut files = Vec::new();
    for room in ["contract/src", "codegen/src", "validator/src"] {
        collect(&repository().join(room), &mut files);
    }
    let mut codes = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        for call in [
            "Diagnostic::error(",
            "Diagnostic::warning(",
            "Diagnostic::info(",
        ] {
            for rest in text.split(call).skip(1) {
                let argument = rest.trim_start();
                if let Some(code) = argument
                    .strip_prefix('"')
                    .and_then(|literal| literal.split('"').next())
                {
                    codes.insert(code.to_owned());
                }
            }
        }
    }
    assert!(
        codes.len() > 20,
        "the search for codes is broken: {codes:?}"
    );
    codes
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the repository")
        .to_path_buf()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
