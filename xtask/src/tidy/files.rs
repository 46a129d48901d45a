//! Sizes, headers and places of files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::shell::{output, root};

/// Nothing else stands at the top; a new name needs a reason in ARCHITECTURE.md first.
const TOP_LEVEL: &[&str] = &[
    ".cargo",
    ".ci",
    ".gitignore",
    ".gitattributes",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "breaking-check",
    "cli",
    "clippy.toml",
    "codegen",
    "contract",
    "deny.toml",
    "runtime",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "specs",
    "templates",
    "tests",
    "validator",
    "xtask",
];

/// One file that git tracks or would track.
pub(super) struct SourceFile {
    /// Path from the root, with `/`.
    pub(super) path: String,
    /// Its text; empty where it is not UTF-8.
    pub(super) text: String,
}

impl SourceFile {
    /// Written by a tool of ours: sizes do not matter.
    pub(super) fn is_generated(&self) -> bool {
        self.text
            .lines()
            .take(5)
            .any(|line| line.contains("@generated"))
    }

    pub(super) fn is_rust(&self) -> bool {
        self.ending() == "rs"
    }

    /// What follows the last dot.
    pub(super) fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }
}

/// Every file git tracks, and new ones it does not ignore.
pub(super) fn tracked() -> Result<Vec<SourceFile>, String> {
    let listing = output(Command::new("git").current_dir(root()).args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let read = |path: &str| {
        let full: PathBuf = root().join(path);
        full.is_file().then(|| SourceFile {
            path: path.to_owned(),
            text: fs::read_to_string(full).unwrap_or_default(),
        })
    };
    Ok(listing.lines().filter_map(read).collect())
}

/// File sizes, module docs, snapshot and fixture sizes, top-level names.
pub(super) fn check(sources: &[SourceFile], findings: &mut Vec<String>) {
    for file in sources {
        let top = file.path.split('/').next().unwrap_or_default();
        if !TOP_LEVEL.contains(&top) {
            findings.push(format!(
                "{}: `{top}` is no room of this house (ARCHITECTURE.md, code map)",
                file.path
            ));
        }
        let lines = file.text.lines().count();
        if file.is_rust() && !file.is_generated() {
            if lines > 600 {
                findings.push(format!(
                    "{}: {lines} lines; 600 is the limit: which second question does it answer?",
                    file.path
                ));
            }
            if !file.text.starts_with("//!") && !file.text.is_empty() {
                findings.push(format!(
                    "{}: starts without `//!`: say what question it answers",
                    file.path
                ));
            }
        }
        if file.ending() == "snap" && lines > 150 {
            findings.push(format!(
                "{}: {lines} lines; a snapshot that nobody reads proves nothing (150)",
                file.path
            ));
        }
        if file.path.starts_with("specs/features/") && lines > 40 {
            findings.push(format!(
                "{}: {lines} lines; a feature fixture shows one feature (40)",
                file.path
            ));
        }
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if matches!(
            name,
            "utils.rs" | "util.rs" | "helpers.rs" | "common.rs" | "misc.rs"
        ) {
            findings.push(format!("{}: name the noun", file.path));
        }
        if file.path.contains(".snap.new") || file.ending() == "pending-snap" {
            findings.push(format!("{}: an unread snapshot", file.path));
        }
    }
}
