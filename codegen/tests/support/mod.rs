//! The fixtures of `specs/features/`, their findings, and snapshots that are short enough to be read.
#![allow(dead_code, reason = "each test binary uses what it needs")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use countersign_codegen::options::{Options, Sides};
use countersign_codegen::{FileTree, Pass, generate, print_after};
use countersign_contract::load::load_path;
use countersign_contract::{Contract, Diagnostics};

/// The folder of our own contracts.
pub(crate) fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

/// The contract of a fixture; `name` is its path below `specs/features/` without the extension.
pub(crate) fn feature(name: &str) -> Contract {
    let loaded = load_path(&fixture(name));
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    loaded.contract.expect("features are valid contracts")
}

fn fixture(name: &str) -> PathBuf {
    let folder = specs().join("features");
    let json = folder.join(format!("{name}.json"));
    if json.exists() {
        json
    } else {
        folder.join(format!("{name}.yaml"))
    }
}

/// Every fixture, folder by folder.
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks at what is checked in"
)]
pub(crate) fn features() -> Vec<String> {
    fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("readable").path();
            let stem = path.file_stem().expect("named").to_string_lossy();
            if path.is_dir() {
                collect(&path, &format!("{prefix}{stem}/"), names);
            } else {
                names.push(format!("{prefix}{stem}"));
            }
        }
    }
    let mut names = Vec::new();
    collect(&specs().join("features"), "", &mut names);
    names.sort();
    names
}

pub(crate) fn options(sides: Sides) -> Options {
    Options {
        sides,
        ..Options::default()
    }
}

/// The findings of generating a feature, as comments, with their messages.
pub(crate) fn findings(contract: &Contract, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let line = diagnostic
            .span
            .map_or(0, |span| contract.sources.line_column(span).line);
        let _ = writeln!(
            text,
            "// {:?} {} line {line}: {}",
            diagnostic.severity, diagnostic.code, diagnostic.message
        );
    }
    text
}

fn snapshot(name: &str, text: &str) {
    assert!(text.lines().count() < 150, "{name} is too long to review");
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name.replace('/', "_"), text);
    });
}

/// The findings of a feature and one of its files, without the header, as `<feature>__<file>`.
pub(crate) fn check_file(name: &str, sides: Sides, file: &str) {
    let contract = feature(name);
    let (files, diagnostics): (FileTree, Diagnostics) = generate(&contract, &options(sides));
    let text = files.get(file).expect("the file is generated");
    let body: String = text.lines().skip(2).flat_map(|line| [line, "\n"]).collect();
    snapshot(
        &format!("{name}__{}", file.trim_end_matches(".rs")),
        &(findings(&contract, &diagnostics) + &body),
    );
}

/// The findings, shapes and names of a feature, as `<feature>__model`.
pub(crate) fn check_model(name: &str) {
    let contract = feature(name);
    let (text, diagnostics) = print_after(&contract, &options(Sides::Client), Pass::Name);
    snapshot(
        &format!("{name}__model"),
        &(findings(&contract, &diagnostics) + &text),
    );
}
