//! References between texts.

use countersign_contract::load::{LoadOptions, MemoryFetch, Workspace};
use countersign_contract::source::SourceSpan;

use crate::support::check;

#[test]
fn references_reach_other_files_and_places_in_them() {
    let fetch = MemoryFetch::new()
        .with("specs/root.yaml", "a: {b: 1}\n")
        .with("specs/parts/one.json", r#"{"x/y": [10, 20], "~": 3}"#)
        .with("common/two words.yaml", "two: 2\n");
    check(
        &fetch,
        "specs/root.yaml",
        &[
            "#/a/b",
            "#",
            "parts/one.json#/x~1y/1",
            "./parts/../parts/one.json#/~0",
            "../common/two%20words.yaml",
        ],
        r#"
#/a/b -> specs/root.yaml:1:8 1
# -> specs/root.yaml:1:1 {"a":{"b":1}}
parts/one.json#/x~1y/1 -> specs/parts/one.json:1:14 20
./parts/../parts/one.json#/~0 -> specs/parts/one.json:1:24 3
../common/two%20words.yaml -> common/two words.yaml:1:1 {"two":2}
"#,
    );
}

#[test]
fn a_file_is_read_once_however_it_is_named() {
    let fetch = MemoryFetch::new().with("a.yaml", "1").with("b.yaml", "2");
    let workspace = Workspace::new(&fetch, LoadOptions::default());
    let root = workspace.open("./a.yaml").expect("the root");
    let site = SourceSpan::new(root, 0, 1);
    let first = workspace.resolve_file(root, "b.yaml", site).expect("b");
    let again = workspace
        .resolve_file(first, "x/.././b.yaml", site)
        .expect("b");
    assert_eq!(first, again);
    assert_eq!(
        workspace.resolve_file(first, "a.yaml", site),
        Some(root),
        "cycles are fine"
    );
    assert_eq!(workspace.finish().0.iter().count(), 2);
}

#[test]
fn remote_references_are_refused() {
    let fetch = MemoryFetch::new().with("a.yaml", "a: 1");
    check(
        &fetch,
        "a.yaml",
        &["https://example.com/b.yaml#/x", "//example.com/b.yaml"],
        "
https://example.com/b.yaml#/x -> nowhere
//example.com/b.yaml -> nowhere
a.yaml:1:1 [reference-remote] `https://example.com/b.yaml` is a remote reference, and those are not followed
  help: keep a copy beside the contract and refer to that
a.yaml:1:1 [reference-remote] `//example.com/b.yaml` is a remote reference, and those are not followed
  help: keep a copy beside the contract and refer to that",
    );
}

#[test]
fn a_missing_file_is_reported_at_the_first_reference_to_it() {
    let fetch = MemoryFetch::new().with("a.yaml", "a: 1");
    check(
        &fetch,
        "a.yaml",
        &["b.yaml#/x", "./b.yaml#/y"],
        "
b.yaml#/x -> nowhere
./b.yaml#/y -> nowhere
a.yaml:1:1 [file-not-found] there is no file `b.yaml`",
    );
    check(
        &fetch,
        "none.yaml",
        &[],
        "[file-not-found] there is no file `none.yaml`",
    );
}

#[test]
fn what_is_wrong_in_another_file_is_located_there() {
    let fetch = MemoryFetch::new()
        .with("a.yaml", "a: 1")
        .with("empty.yaml", "")
        .with("latin.yaml", b"a: 1\nb: caf\xe9\n".to_vec())
        .with("wide.json", b"\xff\xfe{\x00}\x00".to_vec())
        .with("cut.json", r#"{"x": [1"#);
    check(
        &fetch,
        "a.yaml",
        &["empty.yaml", "latin.yaml#/b", "wide.json", "cut.json#/x/0"],
        "
empty.yaml -> nowhere
latin.yaml#/b -> nowhere
wide.json -> nowhere
cut.json#/x/0 -> nowhere
empty.yaml:1:1 [empty-file] `empty.yaml` is empty
  a.yaml:1:1 referred to here
latin.yaml:2:7 [text-encoding] this file is not UTF-8: the byte 0xE9 at offset 11 does not fit
  a.yaml:1:1 referred to here
  help: save the file as UTF-8
wide.json:1:1 [text-encoding] this file is UTF-16, not UTF-8
  a.yaml:1:1 referred to here
  help: save the file as UTF-8
cut.json:1:9 [json-syntax] the text ends inside an array
  cut.json:1:7 opened here
  a.yaml:1:1 referred to here
  help: the file looks truncated",
    );
}
