//! What a generated crate costs the compiler, its dependencies built before.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::table::Compiled;
use super::tools::{Generator, Job};
use super::{ROUNDS, describe};
use crate::corpus::messages;
use crate::measure::run;
use crate::shell::last_lines;

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

/// Compiles once for the dependencies and then some times the crate alone, as often as generators run; the best of these counts.
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
        // One for all: dependencies that several crates share are built once.
        .env("CARGO_TARGET_DIR", folder.join("check"))
        .env("CARGO_INCREMENTAL", "0");
    let mut best = run(&mut command, LIMIT)?;
    let root = krate.join("src/lib.rs");
    for round in 0..ROUNDS {
        if best.code != Some(0) {
            // The compiler stopped early, so its time says nothing.
            break;
        }
        let text = fs::read(&root).map_err(|error| describe(&root, &error))?;
        fs::write(&root, text).map_err(|error| describe(&root, &error))?;
        let alone = run(&mut command, LIMIT)?;
        if round == 0 || alone.cpu < best.cpu {
            best = alone;
        }
    }
    let (errors, warnings, first) = messages(&best.stdout);
    if best.code != Some(0) {
        let said = first.unwrap_or_else(|| last_lines(&best.stderr, 5).join("\n"));
        eprintln!("generators: {}: {}: {said}", generator.name, job.krate);
    }
    Ok(Some(Compiled {
        cpu: best.cpu,
        peak: best.peak,
        errors: errors.max(usize::from(best.code != Some(0))),
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
