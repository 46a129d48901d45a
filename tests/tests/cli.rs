//! Does the command say what its users are promised? One folder under `cli/` is one case: `command` holds the arguments
//! (run from the folder of this crate), `expected` the exit code and both outputs. `cargo xtask regenerate` rewrites `expected`.

#![expect(clippy::disallowed_methods, reason = "cases are files")]

use std::fmt::Write;
use std::path::Path;

use countersign_end_to_end::command::countersign;

#[test]
fn every_case_answers_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cli");
    let mut cases: Vec<_> = std::fs::read_dir(&folder)
        .expect("cli/ is there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 10, "cases are missing: {}", cases.len());
    let mut wrong = String::new();
    for case in cases {
        let read = |name: &str| std::fs::read_to_string(case.join(name)).unwrap_or_default();
        let command = read("command");
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let finished = countersign(&arguments, &read("stdin"));
        let actual = format!(
            "exit: {}\n--- stdout\n{}--- stderr\n{}",
            finished.code, finished.stdout, finished.stderr
        );
        let expected = read("expected");
        if actual != expected {
            let difference = similar::TextDiff::from_lines(&expected, &actual);
            let _ = writeln!(
                wrong,
                "{}\n{}",
                case.display(),
                difference.unified_diff().header("expected", "actual")
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
