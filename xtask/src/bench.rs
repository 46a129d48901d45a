//! `cargo xtask bench`: loading and generating beside the peers, and comparing, each in one run on one machine.

use std::path::PathBuf;

use crate::shell::{Outcome, cargo, run};

/// Runs the benchmarks of the end-to-end crate: one document is loaded and generated from, two are compared, and of none both
/// are done with the orders contract.
pub(crate) fn verb(documents: &[PathBuf]) -> Outcome {
    if documents.len() < 2 {
        bench("load_and_generate", documents)?;
    }
    if documents.len() != 1 {
        bench("compare", documents)?;
    }
    Ok(())
}

fn bench(name: &str, documents: &[PathBuf]) -> Outcome {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--package", "countersign-end-to-end"]);
    command.args(["--bench", name, "--"]);
    for document in documents {
        let absolute = document
            .canonicalize()
            .map_err(|error| format!("{}: {error}", document.display()))?;
        command.arg(absolute);
    }
    run(&mut command)
}
