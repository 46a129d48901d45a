//! Does every broken input end in a diagnostic with a place and a non-zero exit code, with nothing written?

#![expect(clippy::disallowed_methods, reason = "broken inputs are files")]

use std::fmt::Write as _;
use std::path::Path;

use countersign_end_to_end::command::{Finished, countersign};

/// Runs `generate` on a broken document beside an output folder that already holds something.
fn refuse(name: &str, bytes: &[u8]) -> Finished {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let spec = folder.path().join(name);
    std::fs::write(&spec, bytes).expect("writable");
    let finished = generate_untouched(&spec, folder.path());
    let checked = countersign(&["check", &spec.to_string_lossy()], "");
    assert_ne!(checked.code, 0, "check accepts {name}: {}", checked.stderr);
    finished
}

fn generate_untouched(spec: &Path, folder: &Path) -> Finished {
    let out = folder.join("out");
    std::fs::create_dir(&out).expect("a new folder");
    std::fs::write(out.join("kept.txt"), "mine").expect("writable");
    let finished = countersign(
        &[
            "generate",
            &spec.to_string_lossy(),
            "--out",
            &out.to_string_lossy(),
        ],
        "",
    );
    let left: Vec<_> = std::fs::read_dir(&out)
        .expect("readable")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["kept.txt"], "the output folder was touched");
    assert_eq!(finished.code, 2, "{}", finished.stderr);
    assert!(
        finished.stderr.contains("error["),
        "no diagnostic: {}",
        finished.stderr
    );
    finished
}

/// The diagnostic names the file with line and column.
fn check_located(name: &str, bytes: &[u8]) {
    let finished = refuse(name, bytes);
    let located = finished
        .stderr
        .lines()
        .any(|line| line.contains(&format!("{name}:")));
    assert!(located, "no place in {name}: {}", finished.stderr);
}

const START: &str = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\n";

#[test]
fn truncated_json_is_located() {
    check_located(
        "cut.json",
        br#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get""#,
    );
}

#[test]
fn truncated_yaml_is_located() {
    check_located("cut.yaml", b"openapi: 3.1.0\ninfo: { title: T, version: ");
}

#[test]
fn twenty_thousand_levels_of_json_are_refused() {
    let deep = format!(
        "{{\"openapi\": \"3.1.0\", \"x-deep\": {}{}}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    check_located("deep.json", deep.as_bytes());
}

#[test]
fn twenty_thousand_levels_of_yaml_are_refused() {
    let deep = format!(
        "{START}x-deep: {}{}\n",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    check_located("deep.yaml", deep.as_bytes());
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = format!("{START}x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..20 {
        let previous = level - 1;
        let aliases = vec![format!("*a{previous}"); 10].join(", ");
        writeln!(bomb, "x-{level}: &a{level} [{aliases}]").expect("a string takes everything");
    }
    check_located("bomb.yaml", bomb.as_bytes());
}

#[test]
fn an_alias_inside_its_own_anchor_is_refused() {
    check_located(
        "self.yaml",
        format!("{START}x-self: &me {{ again: *me }}\n").as_bytes(),
    );
}

#[test]
fn a_reference_that_only_leads_to_itself_is_refused() {
    let text = format!(
        "{START}paths: {{}}\ncomponents:\n  schemas:\n    A: {{ $ref: '#/components/schemas/B' }}\n    B: {{ $ref: '#/components/schemas/A' }}\n"
    );
    check_located("cycle.yaml", text.as_bytes());
}

#[test]
fn a_directory_is_no_contract() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let spec = folder.path().join("spec.yaml");
    std::fs::create_dir(&spec).expect("a new folder");
    generate_untouched(&spec, folder.path());
}

#[test]
fn an_empty_file_is_no_contract() {
    refuse("empty.yaml", b"");
}

#[test]
fn invalid_utf_8_is_refused() {
    refuse(
        "latin.yaml",
        b"openapi: 3.1.0\ninfo: { title: Caf\xe9, version: 1.0.0 }\npaths: {}\n",
    );
}

#[test]
fn a_keyword_of_3_1_in_a_3_0_document_is_named() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n    A: { type: object, properties: { a: { const: 1 } } }\n";
    let folder = tempfile::tempdir().expect("a temporary folder");
    let spec = folder.path().join("mixed.yaml");
    std::fs::write(&spec, text).expect("writable");
    let finished = countersign(
        &["check", &spec.to_string_lossy(), "--fail-on", "warning"],
        "",
    );
    assert_eq!(finished.code, 1, "{}", finished.stderr);
    assert!(
        finished.stderr.contains("const") && finished.stderr.contains("mixed.yaml:6:"),
        "{}",
        finished.stderr
    );
}
