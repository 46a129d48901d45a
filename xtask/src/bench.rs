//! `cargo xtask bench`: loading and generating beside the peers, in one run on one machine.

use std::path::Path;

use crate::shell::{Outcome, cargo, run};

/// Runs the benchmarks of the end-to-end crate; the document defaults to the orders contract.
pub(crate) fn verb(document: Option<&Path>) -> Outcome {
    let mut command = cargo();
    command.args([
        "bench",
        "--quiet",
        "--package",
        "countersign-end-to-end",
        "--bench",
        "load_and_generate",
        "--",
    ]);
    if let Some(document) = document {
        let absolute = document
            .canonicalize()
            .map_err(|error| format!("{}: {error}", document.display()))?;
        command.arg(absolute);
    }
    run(&mut command)
}
