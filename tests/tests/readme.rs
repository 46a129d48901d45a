//! Is what the README shows what there is? Its code is that of examples which are compiled and run, and its commands are run.

#![expect(
    clippy::disallowed_methods,
    reason = "documents and examples are files"
)]

use std::path::{Path, PathBuf};

use countersign_end_to_end::command::countersign;

/// What a block of code calls its file, and the file.
const SHOWN: &[(&str, &str)] = &[
    ("// xtask/src/main.rs", "own-xtask/xtask/src/main.rs"),
    ("# .cargo/config.toml", "own-xtask/.cargo/config.toml"),
    ("# hooks/pre-commit", "own-xtask/hooks/pre-commit"),
    ("// build.rs", "build-script/build.rs"),
    ("// src/lib.rs", "build-script/src/lib.rs"),
];

#[test]
fn the_code_of_the_readme_is_that_of_the_examples() {
    let readme = readme();
    let blocks = blocks(&readme);
    for (title, file) in SHOWN {
        let file = repository().join("tests/generated").join(file);
        let held = std::fs::read_to_string(&file).expect("readable");
        let shown = blocks
            .iter()
            .find_map(|block| block.strip_prefix(title))
            .unwrap_or_else(|| panic!("the README has no block `{title}`"));
        assert_eq!(shown.trim(), held.trim(), "{title}");
    }
}

#[test]
fn the_commands_of_the_readme_are_understood() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let readme = readme();
    let blocks = blocks(&readme);
    let commands = blocks
        .iter()
        .flat_map(|block| block.lines())
        .filter_map(|line| line.strip_prefix("countersign "));
    let mut run = 0;
    for command in commands {
        let said = command.split(" #").next().unwrap_or_default();
        let mut arguments: Vec<String> = said.split_whitespace().map(str::to_owned).collect();
        for at in 0..arguments.len() {
            if arguments[at].starts_with("specs/") {
                arguments[at].insert_str(0, "../");
            } else if at > 0 && arguments[at - 1] == "--out" {
                arguments[at].clone_from(&out);
            }
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let finished = countersign(&arguments, "");
        let code = u8::from(said.starts_with("validate") || said.contains("v2-breaking"));
        assert_eq!(finished.code, code, "{said}: {}", finished.stderr);
        run += 1;
    }
    assert!(run >= 7, "commands are missing: {run}");
}

/// The finding that the README shows is in the report, line by line in this order.
#[test]
fn the_finding_of_the_readme_is_what_diff_prints() {
    let readme = readme();
    let blocks = blocks(&readme);
    let shown = blocks
        .iter()
        .find(|block| block.starts_with("error["))
        .expect("the README shows a finding");
    let (base, revision) = (
        "../specs/orders/v1.yaml",
        "../specs/orders/v2-breaking.yaml",
    );
    let report = countersign(&["diff", base, revision], "").stdout;
    let mut lines = report.lines();
    for line in shown.lines() {
        assert!(lines.any(|reported| reported == line), "{line}");
    }
}

/// What `[diff]` and `[check]` of the README say is a configuration.
#[test]
fn the_configuration_of_the_readme_is_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let readme = readme();
    let blocks = blocks(&readme);
    let tables = blocks
        .iter()
        .filter(|block| block.starts_with("[diff]") || block.starts_with("[check"));
    let mut seen = 0;
    for table in tables {
        let path = folder.path().join("countersign.toml");
        std::fs::write(&path, table).expect("written");
        let path = path.to_string_lossy();
        let arguments = ["--config", &path, "check", "../specs/orders/v1.yaml"];
        let finished = countersign(&arguments, "");
        assert_ne!(finished.code, 2, "{table}: {}", finished.stderr);
        seen += 1;
    }
    assert_eq!(seen, 2);
}

/// Every file that the README links to is there.
#[test]
fn the_links_of_the_readme_lead_somewhere() {
    let readme = readme();
    let links = readme.split("](").skip(1);
    let targets = links.filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.contains("://")) {
        let file = target.split('#').next().unwrap_or_default();
        assert!(repository().join(file).exists(), "{target}");
    }
}

fn readme() -> String {
    let text = std::fs::read_to_string(repository().join("README.md")).expect("readable");
    text.replace("\r\n", "\n")
}

/// The blocks of code, without their fences.
fn blocks(text: &str) -> Vec<&str> {
    let blocks = text.split("\n```").skip(1).step_by(2);
    blocks
        .filter_map(|block| block.split_once('\n'))
        .map(|(_, block)| block)
        .collect()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the repository")
        .to_path_buf()
}
