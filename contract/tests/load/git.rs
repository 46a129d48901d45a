//! Revisions of a git repository.
#![expect(clippy::disallowed_methods, reason = "the tests lay out files")]

use std::fs;
use std::path::Path;
use std::process::Command;

use countersign_contract::load::{GitFetch, LoadOptions};
use tempfile::TempDir;

use crate::support::{check, follow};

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=tester",
            "-c",
            "user.email=tester@example.com",
        ])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Two commits: `old` has `a: 1`, `main` has `a: 2`.
fn repository() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let root = folder.path();
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    fs::create_dir_all(root.join("specs/parts")).expect("a folder");
    fs::write(root.join("specs/a.yaml"), "a: 1\n").expect("a file");
    fs::write(root.join("specs/parts/b c.yaml"), "b: [x]\n").expect("a file");
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "one"]);
    git(root, &["tag", "old"]);
    fs::write(root.join("specs/a.yaml"), "a: 2\n").expect("a file");
    git(root, &["commit", "--quiet", "--all", "--message", "two"]);
    folder
}

#[test]
fn files_are_read_as_they_stood_in_a_revision() {
    let folder = repository();
    let fetch = GitFetch::in_folder(folder.path());
    check(
        &fetch,
        "old:specs/a.yaml",
        &["#/a", "parts/b%20c.yaml#/b/0", "../specs/./a.yaml#/a"],
        "
#/a -> old:specs/a.yaml:1:4 1
parts/b%20c.yaml#/b/0 -> old:specs/parts/b c.yaml:1:5 x
../specs/./a.yaml#/a -> old:specs/a.yaml:1:4 1"
            .replace("1:5 x", "1:5 \"x\"")
            .as_str(),
    );
    check(
        &fetch,
        "main:./specs/a.yaml",
        &["#/a"],
        "#/a -> main:specs/a.yaml:1:4 2",
    );
    check(
        &fetch,
        "HEAD~1:specs/a.yaml",
        &["#/a"],
        "#/a -> HEAD~1:specs/a.yaml:1:4 1",
    );
}

#[test]
fn missing_files_and_revisions_are_told_apart() {
    let folder = repository();
    let fetch = GitFetch::in_folder(folder.path());
    check(
        &fetch,
        "main:specs/none.yaml",
        &[],
        "[file-not-found] there is no file `main:specs/none.yaml`",
    );
    check(
        &fetch,
        "none:specs/a.yaml",
        &[],
        "[git] git cannot read `none:specs/a.yaml`: there is no revision `none`",
    );
    check(
        &fetch,
        "main:specs",
        &[],
        "[file-is-directory] `main:specs` is a directory, not a file",
    );
    check(
        &fetch,
        "main:specs/a.yaml",
        &["none.yaml", "../../etc/passwd", "parts", "parts/b c.yaml#/b"],
        "
none.yaml -> nowhere
../../etc/passwd -> nowhere
parts -> nowhere
parts/b c.yaml#/b -> main:specs/parts/b c.yaml:1:4 [\"x\"]
main:specs/a.yaml:1:1 [file-not-found] there is no file `main:specs/none.yaml`
main:specs/a.yaml:1:1 [reference-outside] `../../etc/passwd` lies outside of the repository at `main`
main:specs/a.yaml:1:1 [file-is-directory] `main:specs/parts` is a directory, not a file",
    );
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let folder = repository();
    let found = follow(
        &GitFetch::in_folder(folder.path()),
        LoadOptions::default(),
        "--help:specs/a.yaml",
        &[],
    );
    assert_eq!(
        found,
        "[git] git cannot read `--help:specs/a.yaml`: there is no revision `--help`\n"
    );
}

#[test]
fn the_limit_of_bytes_holds_in_a_revision() {
    let folder = repository();
    let options = LoadOptions {
        max_file_bytes: 3,
        ..LoadOptions::default()
    };
    let found = follow(
        &GitFetch::in_folder(folder.path()),
        options,
        "main:specs/a.yaml",
        &[],
    );
    assert_eq!(
        found,
        "[file-too-large] `main:specs/a.yaml` is larger than 3 bytes\n"
    );
}

#[test]
fn a_folder_that_is_no_repository_is_a_diagnostic() {
    let folder = TempDir::new().expect("a temporary folder");
    let found = follow(
        &GitFetch::in_folder(folder.path()),
        LoadOptions::default(),
        "main:a.yaml",
        &[],
    );
    assert!(
        found.starts_with("[git] git cannot read `main:a.yaml`: not a git repository"),
        "{found}"
    );
}

#[test]
fn revision_paths_are_told_from_urls_and_drives() {
    assert!(GitFetch::understands("main:specs/a.yaml"));
    assert!(!GitFetch::understands("https://example.com/a.yaml"));
    assert!(!GitFetch::understands("C:/specs/a.yaml"));
    assert!(!GitFetch::understands("specs/a.yaml"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_repository_only() {
    let folder = repository();
    let root = folder.path();
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, root.join("specs").join(name)).expect("a link");
    };
    link("a.yaml", "inside.yaml");
    link("../../outside.yaml", "outside.yaml");
    link("none.yaml", "dangling.yaml");
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "links"]);
    check(
        &GitFetch::in_folder(root),
        "main:specs/a.yaml",
        &["outside.yaml", "dangling.yaml", "inside.yaml#/a"],
        "
outside.yaml -> nowhere
dangling.yaml -> nowhere
inside.yaml#/a -> main:specs/inside.yaml:1:4 2
main:specs/a.yaml:1:1 [file-unreadable] `main:specs/outside.yaml` is neither a file nor a pipe
main:specs/a.yaml:1:1 [file-unreadable] `main:specs/dangling.yaml` is neither a file nor a pipe",
    );
}
