//! Can every diagnostic code that the source can produce be explained, and is every explained code still produced?

#![expect(clippy::disallowed_methods, reason = "the source is searched")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use countersign_end_to_end::command::countersign;

#[test]
fn every_code_in_the_source_is_explained() {
    let rooms = ["contract", "codegen", "validator"];
    let codes: BTreeSet<String> = rooms.into_iter().flat_map(made_in).collect();
    let missing: Vec<_> = codes
        .into_iter()
        .filter(|code| countersign(&["explain", code], "").code != 0)
        .collect();
    assert!(
        missing.is_empty(),
        "neither `codes.md` of the room nor cli/src/explain/codes.md explains: {missing:#?}"
    );
}

#[test]
fn every_explained_code_is_produced() {
    for (text, rooms) in [
        ("cli/src/explain/codes.md", ["contract", "validator"]),
        ("codegen/src/codes.md", ["codegen", "codegen"]),
    ] {
        let explained = std::fs::read_to_string(repository().join(text)).expect("codes.md");
        let produced: BTreeSet<String> = rooms.into_iter().flat_map(made_in).collect();
        let stale: Vec<_> = explained
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|code| !produced.contains(*code))
            .collect();
        assert!(stale.is_empty(), "{text}: no source produces: {stale:#?}");
    }
}

/// A code that is not registered could not be read back from the note of what was generated, and its contract would be
/// generated anew each time.
#[test]
fn every_code_of_generating_is_in_its_registry() {
    let registered: BTreeSet<&str> = countersign_codegen::codes()
        .chain(countersign_contract::codes())
        .collect();
    let missing: Vec<_> = made_in("codegen")
        .into_iter()
        .filter(|code| !registered.contains(code.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "codegen/src/codes.md has no section for {missing:#?}"
    );
    let sections: Vec<&str> = countersign_codegen::codes().collect();
    assert!(sections.is_sorted(), "codegen/src/codes.md: {sections:#?}");
}

/// Every literal that stands as the first argument of `Diagnostic::error`, `warning` or `info` in the source of a room.
fn made_in(room: &str) -> BTreeSet<String> {
    let mut files = Vec::new();
    collect(&repository().join(room).join("src"), &mut files);
    let mut codes = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        for call in [
            "Diagnostic::error(",
            "Diagnostic::warning(",
            "Diagnostic::info(",
        ] {
            for rest in text.split(call).skip(1) {
                let literal = rest.trim_start().strip_prefix('"');
                match literal.and_then(|literal| literal.split('"').next()) {
                    Some(code) => {
                        codes.insert(code.to_owned());
                    }
                    // Findings of a note have codes that are looked up in the registry.
                    None => assert!(
                        room != "codegen" || file.ends_with("write/findings.rs"),
                        "{}: the code of a finding is a literal",
                        file.display()
                    ),
                }
            }
        }
    }
    assert!(codes.len() > 5, "the search for codes is broken: {codes:?}");
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
