//! `cargo xtask regenerate`: everything generated that is checked in.
//!
//! The sample crates and the answers of the command are made by the command itself, which depends on neither: what a change
//! of the runtime keeps from compiling can be generated anew all the same. Tables and schemas have a test beside their owner
//! that rewrites them when `COUNTERSIGN_BLESS` is set. A stale file fails `cargo test` too, whichever way it is made.

mod answers;
mod samples;

use std::path::Path;

use crate::shell::{Outcome, build_countersign, cargo, run};

/// Do the files have to become what they should be, or only be it?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Rewrite what differs.
    Write,
    /// Fail on any difference.
    Check,
}

/// Package, test filter, what it keeps fresh.
const BY_TESTS: &[(&str, &str, &str)] = &[
    (
        "countersign-breaking-check",
        "registry_is_fresh",
        "breaking-check/src/registry/table.rs and rules/**/mod.rs",
    ),
    (
        "countersign-breaking-check",
        "pages_are_fresh",
        "breaking-check/RULES.md and OASDIFF.md",
    ),
    (
        "countersign",
        "config_schema_is_fresh",
        "cli/countersign.schema.json",
    ),
];

/// A kind of generated files.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// The registry of rules and its pages, and the schema of the configuration.
    Tables,
    /// The crates below tests/generated/.
    Samples,
    /// The answers of the command below tests/cli/.
    Answers,
}

/// Every generated file, or those of one kind.
pub(crate) fn verb(what: Option<What>, mode: Mode) -> Outcome {
    let wanted = |kind| what.is_none_or(|what| what == kind);
    if wanted(What::Tables) {
        BY_TESTS
            .iter()
            .try_for_each(|generated| refresh(generated, mode))?;
    }
    if what == Some(What::Tables) {
        return Ok(());
    }
    let countersign = build_countersign("dev")?;
    if wanted(What::Samples) {
        by_command("tests/generated/", mode, || {
            samples::all(&countersign, mode)
        })?;
    }
    if wanted(What::Answers) {
        by_command("tests/cli/", mode, || answers::all(&countersign, mode))?;
    }
    Ok(())
}

/// Only the registry of breaking-check's rules.
pub(crate) fn rule_registry() -> Outcome {
    refresh(&BY_TESTS[0], Mode::Write)
}

fn refresh((package, filter, what): &(&str, &str, &str), mode: Mode) -> Outcome {
    by_command(what, mode, || {
        let mut command = cargo();
        command.args(["test", "--quiet", "--package", package, filter]);
        if mode == Mode::Write {
            command.env("COUNTERSIGN_BLESS", "1");
        }
        run(&mut command)
    })
}

fn by_command(what: &str, mode: Mode, make: impl FnOnce() -> Outcome) -> Outcome {
    make().map_err(|failure| match mode {
        Mode::Write => format!("{what}: {failure}"),
        Mode::Check => format!("{what}: {failure}; `cargo xtask regenerate` rewrites it"),
    })
}

/// Arguments that stand in a file: words between blanks, one command a line, `#` begins a remark.
fn commands(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
    Ok(lines
        .filter(|line| !line.trim().is_empty())
        .map(words)
        .collect())
}
