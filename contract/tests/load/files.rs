//! The local file system.
#![expect(clippy::disallowed_methods, reason = "the tests lay out files")]

use std::fs;
use std::path::{Path, PathBuf};

use countersign_contract::load::{FileFetch, LoadOptions, Workspace, load_path};
use countersign_contract::source::SourceSpan;
use tempfile::TempDir;

use crate::support::follow;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

/// Follows references and shows paths relative to the folder.
fn check(folder: &TempDir, root: &str, references: &[&str], expected: &str) {
    let found = follow(
        &FileFetch,
        LoadOptions::default(),
        &path(folder, root),
        references,
    );
    let prefix = path(folder, "");
    assert_eq!(found.replace(&prefix, "").trim_end(), expected.trim());
}

#[test]
fn references_may_climb_out_of_the_folder() {
    let folder = folder(&[("specs/a.yaml", "a: 1\n"), ("b.yaml", "b: 2\n")]);
    check(
        &folder,
        "specs/a.yaml",
        &["../b.yaml#/b"],
        "../b.yaml#/b -> b.yaml:1:4 2",
    );
}

#[test]
fn every_local_file_that_was_asked_for_is_named_in_order() {
    let folder = folder(&[("a.yaml", "a: 1\n"), ("b.yaml", "b: 2\n")]);
    let workspace = Workspace::new(&FileFetch, LoadOptions::default());
    let root = workspace.open(&path(&folder, "a.yaml")).expect("the root");
    let site = SourceSpan::new(root, 0, 1);
    workspace.resolve_file(root, "b.yaml", site).expect("b");
    assert_eq!(workspace.resolve_file(root, "missing.yaml", site), None);
    assert_eq!(workspace.resolve_file(root, ".", site), None);
    let (_, files, _) = workspace.finish();
    let expected = ["a.yaml", "b.yaml", "missing.yaml"].map(|name| folder.path().join(name));
    assert_eq!(files, expected, "and no directory");
}

#[test]
fn a_directory_is_no_contract() {
    let folder = folder(&[("specs/a.yaml", "a: 1\n")]);
    check(
        &folder,
        "specs",
        &[],
        "[file-is-directory] `specs` is a directory, not a file",
    );
    check(
        &folder,
        "specs/a.yaml",
        &["."],
        ". -> nowhere\nspecs/a.yaml:1:1 [file-is-directory] `specs` is a directory, not a file",
    );
}

#[test]
fn a_missing_or_empty_file_is_a_diagnostic() {
    let loaded = load_path(Path::new("/nowhere/at/all.yaml"));
    assert!(loaded.contract.is_none());
    assert_eq!(loaded.files, [PathBuf::from("/nowhere/at/all.yaml")]);
    let codes: Vec<_> = loaded.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["file-not-found"]);
    let folder = folder(&[("a.yaml", "")]);
    check(
        &folder,
        "a.yaml",
        &[],
        "a.yaml:1:1 [empty-file] `a.yaml` is empty",
    );
}

#[test]
fn a_file_that_is_a_path_component_cannot_be_read() {
    let folder = folder(&[("a.yaml", "a: 1\n")]);
    let found = follow(
        &FileFetch,
        LoadOptions::default(),
        &path(&folder, "a.yaml/b.yaml"),
        &[],
    );
    assert!(found.starts_with("[file-"), "{found}");
}

#[cfg(unix)]
#[test]
fn a_device_is_no_contract() {
    let found = follow(&FileFetch, LoadOptions::default(), "/dev/zero", &[]);
    assert_eq!(
        found,
        "[file-unreadable] `/dev/zero` is neither a file nor a pipe\n"
    );
}

#[test]
fn a_url_is_refused_as_a_contract() {
    let found = follow(
        &FileFetch,
        LoadOptions::default(),
        "https://example.com/a.yaml",
        &[],
    );
    assert!(
        found.starts_with("[reference-remote] `https://example.com/a.yaml`"),
        "{found}"
    );
}
