//! Real instances of real JSON Schemas: our verdicts against those of an independent validator.

use std::path::Path;

use crate::shell::run_example;

/// Runs the end-to-end crate's comparison over the schemas below `specs`.
pub(super) fn check(specs: &Path, failures: &mut Vec<String>) {
    let schemas = specs.join("jsonschema");
    if !schemas.is_dir() {
        return;
    }
    if let Err(failure) = run_example("instances", &[&schemas]) {
        failures.push(format!("instances: {failure}"));
    }
}
