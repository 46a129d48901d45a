//! What a generated crate costs the compiler, its dependencies built before.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::describe;
use super::table::Compiled;
use super::tools::{Generator, Job};
use crate::corpus::messages;
use crate::measure::run;

/// The compiler gets this long, dependencies included.
const LIMIT: Duration = Duration::from_secs(1800);

/// `cargo check` of the crate alone.
pub(super) fn check(
    job: &Job,
    generator: &Generator,
    folder: &Path,
) -> Result<Option<Compiled>, String> {
    compile(job, generator, folder, &["check", "--lib"])
}

/// `cargo build --release` of the crate alone.
pub(super) fn release(
    job: &Job,
    generator: &Generator,
    folder: &Path,
) -> Result<Option<Compiled>, String> {
    compile(job, generator, folder, &["build", "--lib", "--release"])
}

/// Compiles twice: what counts is the second time, when only the crate itself has changed.
fn compile(
    job: &Job,
    generator: &Generator,
    folder: &Path,
    verb: &[&str],
) -> Result<Option<Compiled>, String> {
    if let Some(finish) = generator.finish {
        finish(job)?;
    }
    let krate = &job.out;
    detach(krate)?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(krate)
        .args(verb)
        .args(["--quiet", "--message-format", "json"])
        .env(
            "CARGO_TARGET_DIR",
            folder.join("check").join(generator.name.replace(' ', "-")),
        )
        .env("CARGO_INCREMENTAL", "0");
    let first = run(&mut command, LIMIT)?;
    let root = krate.join("src/lib.rs");
    let text = fs::read(&root).map_err(|error| describe(&root, &error))?;
    fs::write(&root, text).map_err(|error| describe(&root, &error))?;
    let second = if first.code == Some(0) {
        run(&mut command, LIMIT)?
    } else {
        first
    };
    let (errors, warnings, _) = messages(&second.stdout);
    Ok(Some(Compiled {
        cpu: second.cpu,
        peak: second.peak,
        errors: errors.max(usize::from(second.code != Some(0))),
        warnings,
    }))
}

/// A crate below `target/` must not look for a workspace above it.
fn detach(krate: &Path) -> Result<(), String> {
    let manifest = krate.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|error| describe(&manifest, &error))?;
    if text.contains("[workspace]") {
        return Ok(());
    }
    fs::write(&manifest, text + "\n[workspace]\n").map_err(|error| describe(&manifest, &error))
}
