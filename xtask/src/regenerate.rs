//! `cargo xtask regenerate`: everything generated that is checked in.
//!
//! Each generated file has a test beside its owner that fails when it is stale and rewrites it when `COUNTERSIGN_BLESS`
//! is set. So a stale file fails `cargo test` too, and this verb only has to know where those tests are.

use crate::shell::{Outcome, cargo, run};

/// Package, test filter, what it keeps fresh.
const GENERATED: &[(&str, &str, &str)] = &[
    (
        "countersign-breaking-check",
        "registry_is_fresh",
        "breaking-check/src/registry/table.rs and rules/**/mod.rs",
    ),
    (
        "countersign",
        "config_schema_is_fresh",
        "cli/countersign.schema.json",
    ),
    (
        "countersign-end-to-end",
        "generated_crates_are_fresh",
        "tests/generated/",
    ),
];

/// Rewrites, or with `check` compares, every generated file.
pub(crate) fn verb(check: bool) -> Outcome {
    for generated in GENERATED {
        refresh(generated, check)?;
    }
    Ok(())
}

/// Only the registry of breaking-check's rules.
pub(crate) fn rule_registry(check: bool) -> Outcome {
    refresh(&GENERATED[0], check)
}

fn refresh((package, filter, what): &(&str, &str, &str), check: bool) -> Outcome {
    let mut command = cargo();
    command.args(["test", "--quiet", "--package", package, filter]);
    if !check {
        command.env("COUNTERSIGN_BLESS", "1");
    }
    run(&mut command)
        .map_err(|failure| format!("{what}: {failure}; `cargo xtask regenerate` rewrites it"))
}
