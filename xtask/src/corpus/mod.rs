//! `cargo xtask corpus DIR`: real contracts through the real tool.
//!
//! The documents are not ours and stay outside the repository; what is ours is `expectations.tsv`, which says what
//! each one must show.

mod compile;
mod documents;
mod official;
mod pairs;
mod process;

use std::path::Path;

use crate::shell::{Outcome, build_countersign, cargo, run as run_command};

/// Loads and generates every document, compares every pair and, where asked, compiles the named crates.
pub(crate) fn run(folder: &Path, compile: bool, only: Option<&str>) -> Outcome {
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let countersign = build_countersign("release")?;
    let mut failures = Vec::new();
    documents::check(&folder.join("specs"), &countersign, only, &mut failures)?;
    official::check(&folder.join("specs"), &countersign, only, &mut failures)?;
    pairs::check(&folder.join("pairs"), &countersign, only, &mut failures)?;
    if compile {
        compile::check(&folder.join("specs"), &countersign, only, &mut failures)?;
    }
    for failure in &failures {
        eprintln!("corpus: {failure}");
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{} expectations of the corpus failed",
            failures.len()
        ))
    }
}

/// Runs the official suites through the end-to-end crate's conformance runner.
pub(crate) fn conformance(folder: &Path) -> Outcome {
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = cargo();
    command.args([
        "run",
        "--quiet",
        "--package",
        "countersign-end-to-end",
        "--example",
        "conformance",
        "--",
    ]);
    run_command(command.arg(folder))
}
