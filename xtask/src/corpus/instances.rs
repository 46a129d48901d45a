//! Real instances of real JSON Schemas: our verdicts against those of an independent validator.

use std::path::Path;

use crate::shell::{cargo, run};

/// Runs the end-to-end crate's comparison over the schemas below `specs`.
pub(super) fn check(specs: &Path, failures: &mut Vec<String>) {
    let schemas = specs.join("jsonschema");
    if !schemas.is_dir() {
        return;
    }
    let mut command = cargo();
    command.args([
        "run",
        "--quiet",
        "--package",
        "countersign-end-to-end",
        "--example",
        "instances",
        "--",
    ]);
    if let Err(failure) = run(command.arg(schemas)) {
        failures.push(format!("instances: {failure}"));
    }
}
